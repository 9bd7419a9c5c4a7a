/** Fetched when a reader asks to draw: few do. In what pages load it is a file of its own, beside this part. */
export const loadDrawingView = () => import('./drawing-view.ts');
