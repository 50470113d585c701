// The five tones a state may wear.
export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad';
