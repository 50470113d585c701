// The short messages that answer an act; a component anywhere shows them, one `Toaster` draws them.
import { SvelteMap } from 'svelte/reactivity';

export type Toast = {
  id: number;
  text: string;
  tone: 'good' | 'bad';
  /** A second thought: undo, look, try again. */
  action?: { label: string; run: () => void };
};

const shown = new SvelteMap<number, Toast>();
let last = 0;

/** Every toast on screen, oldest first. */
export function toasts(): Toast[] {
  return [...shown.values()];
}

/** Says something for six seconds; errors stay ten. Returns what takes it away early. */
export function toast(text: string, options: Partial<Omit<Toast, 'id' | 'text'>> = {}): () => void {
  const id = (last += 1);
  const tone = options.tone ?? 'good';
  shown.set(id, { id, text, tone, action: options.action });
  const timer = setTimeout(() => shown.delete(id), tone === 'bad' ? 10_000 : 6_000);
  return () => {
    clearTimeout(timer);
    shown.delete(id);
  };
}

/** Takes one toast away. */
export function dismiss(id: number): void {
  shown.delete(id);
}
