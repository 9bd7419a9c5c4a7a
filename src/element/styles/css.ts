/** Marks a style sheet: for editors, and for the build, which takes out comments and the spaces for people. */
export const css = String.raw;
