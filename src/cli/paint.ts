import { createColors } from 'picocolors';

/** Colours for a terminal, or none. */
export type Painter = ReturnType<typeof createColors>;

export function createPainter(colour: boolean): Painter {
  return createColors(colour);
}
