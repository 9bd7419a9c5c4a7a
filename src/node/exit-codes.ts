/**
 * How the command ends: `refused`, something has to be put right first, and starting it again will not help; `usage`,
 * the command line is wrong; `cutOff`, asked to stop, it had to break something off that the next start takes up again;
 * `brokeDown`, something unforeseen happened, and a supervisor should start it again.
 */
export const exitCodes = { ok: 0, refused: 1, usage: 2, cutOff: 3, brokeDown: 4 } as const;
