/** Some time; by default, as much as the form waits for what it can do without: its language, its questions, a draft. */
export const patience = (ms = 2000) => new Promise<void>((resolve) => setTimeout(resolve, ms));
