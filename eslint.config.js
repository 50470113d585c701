// What the compiler does not see: promises nobody waits for, escapes from the type system, slips in Svelte markup.
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

const houseRules = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
  '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  // `== null` is the one short way to say "neither null nor undefined".
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-debugger': 'error',
  'no-else-return': 'error',
  'prefer-const': 'error',
};

export default tseslint.config(
  {
    ignores: ['**/node_modules', '**/project.inlang', '**/dist', '**/build', '**/.svelte-kit', '**/paraglide', '.data'],
  },
  {
    files: ['{functions,shared,infra,tests}/**/*.ts', '*.ts', '{web,portal}/**/*.ts'],
    // Its types belong to the two sites, which check them.
    ignores: ['shared/ui/**'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: houseRules,
  },
  ...svelte.configs['flat/recommended'],
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'svelte/require-each-key': 'error',
      'svelte/no-at-html-tags': 'error',
    },
  },
  {
    rules: {
      // The sites build their addresses in one file, lib/route.ts, and not with the resolver of the framework.
      'svelte/no-navigation-without-resolve': 'off',
      // A set that no markup reads needs no reactivity.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  // SvelteKit's own declarations are merged, which only interfaces are.
  { files: ['**/*.d.ts'], rules: { '@typescript-eslint/consistent-type-definitions': 'off' } },
);
