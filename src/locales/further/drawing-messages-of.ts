import type { Language } from '../load-locale.ts';
import { enDrawing } from './en.ts';
import { esDrawing } from './es.ts';
import { frDrawing } from './fr-CA.ts';
import type { DrawingMessages } from './further-messages.ts';
import { ofLanguage } from './of-language.ts';

/** All languages but English. */
const others: Readonly<Record<Language, DrawingMessages>> = { es: esDrawing, fr: frDrawing };

/** The texts for a BCP 47 tag. */
export const drawingMessagesOf = (tag: string): DrawingMessages => ofLanguage(tag, others, enDrawing);
