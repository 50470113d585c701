// The one place that knows the time, so that tests can decide it.

/** Answers the present instant. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
