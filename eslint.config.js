// What the compiler does not see: promises nobody waits for, escapes from the type system, slips in Svelte markup.
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

const houseRules = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  eqeqeq: 'error',
  'no-debugger': 'error',
  'no-else-return': 'error',
  'prefer-const': 'error',
};

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '**/build', '**/.svelte-kit', '**/paraglide', '.data'] },
  {
    files: ['{functions,shared,infra,tests}/**/*.ts', '*.ts', '{web,portal}/**/*.ts'],
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
      // The sites build their addresses in one file, lib/route.ts, and not with the resolver of the framework.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
);
