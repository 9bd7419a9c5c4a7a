import { describe, expect, it } from 'vitest';
import { en } from '../../src/locales/en.ts';
import { drawingMessagesOf } from '../../src/locales/further/drawing-messages-of.ts';
import { furtherMessagesOf } from '../../src/locales/further/further-messages-of.ts';
import { uploadMessagesOf } from '../../src/locales/further/upload-messages-of.ts';
import { type Language, locales } from '../../src/locales/load-locale.ts';
import type { PluralText } from '../../src/locales/messages.ts';
import { offlineMessagesOf } from '../../src/locales/offline/offline-messages-of.ts';
import { regionNames } from '../../src/model/region-names.ts';
import { textsIn } from './texts-in.ts';

/** What a reader may be told apart from the short form itself: without a connection, by further kinds of fields. */
const besides = (tag: string) => ({
  offline: offlineMessagesOf(tag),
  further: furtherMessagesOf(tag),
  drawing: drawingMessagesOf(tag),
  uploads: uploadMessagesOf(tag),
});

/** All of it, as the files of a language have it. */
const inEnglish = { ...en, ...besides('en') };
const others = await Promise.all(
  (Object.keys(locales) as Language[]).map(async (tag) => {
    const all = { ...(await locales[tag]()), ...besides(tag) };
    return [tag, all] as const;
  }),
);
const languages = [['en', inEnglish] as const, ...others];

const isState = (path: string) => path.startsWith('options.state.');
const pluralForm = /\.(zero|one|two|few|many)$/;
const isPlural = (path: string) => pluralForm.test(path);
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

/** Every text with plural forms. */
function pluralsIn(value: unknown): PluralText[] {
  if (typeof value !== 'object' || value === null) return [];
  return 'other' in value ? [value as PluralText] : Object.values(value).flatMap(pluralsIn);
}

describe.each(languages)('the texts in %s', (_tag, all) => {
  it('are neither empty nor untidy', () => {
    for (const [path, text] of textsIn(all)) {
      expect(text, path).toMatch(/^\S(.*\S)?$/u);
      expect(text, path).not.toMatch(/\s\s|\.\.\./);
    }
  });

  it('have typographic quotes and apostrophes', () => {
    for (const [path, text] of textsIn(all)) expect(text, path).not.toMatch(/['"`´]/);
  });

  it('have the plural forms that the language has, for every number that can occur', () => {
    const rules = new Intl.PluralRules(all.language);
    const needed = new Set(Array.from({ length: 1000 }, (_each, number) => rules.select(number)));
    const plurals = pluralsIn(all);
    expect(plurals.length).toBeGreaterThan(0);
    for (const text of plurals) expect(new Set(Object.keys(text))).toEqual(needed);
  });

  it('bring names of states that exist', () => {
    const known = Object.keys(regionNames);
    expect(known).toEqual(expect.arrayContaining(Object.keys(all.options.state)));
  });
});

/** Terms that stand on a licence, on a truck or in a carrier's network, and names. */
const terms =
  /\b(CDL|CLP|STOP|HELP|Class [ABC]|Hotshot|Sprinter|owner-operator|lease purchase|straight truck|tractor-trailer|day cab|sleeper|pickup)\b/g;

/** Words of English that are none in Spanish or French. */
const english =
  /\b(the|your?|of|and|is|are|with|we|our|this|that|not|please|check|enter|choose|send|sent|answer|call|truck|driver|north|south|new)\b/i;

/** What reads the same as in English, rightly. */
const alike: Readonly<Record<Language, readonly string[]>> = {
  es: ['words.no', 'words.error'],
  fr: ['options.country.CA'],
};

describe.each(others)('the texts in %s', (tag, all) => {
  const original = new Map(textsIn(inEnglish));

  it('are those that there are in English, no more and no fewer', () => {
    const paths = (messages: object) =>
      textsIn(messages)
        .map(([path]) => path)
        .filter((path) => !isState(path) && !isPlural(path))
        .sort();
    expect(paths(all)).toEqual(paths(inEnglish));
  });

  it('have places for the same things', () => {
    for (const [path, text] of textsIn(all)) {
      // The form for one may name the number, or say it in a word.
      const same = places(original.get(path.replace(pluralForm, '.other')) ?? '');
      if (isPlural(path)) expect(same, path).toEqual(expect.arrayContaining(places(text)));
      else expect(places(text), path).toEqual(same);
    }
  });

  it('have been translated', () => {
    for (const [path, text] of textsIn(all)) {
      if (!alike[tag].includes(path)) expect(text, path).not.toBe(original.get(path));
      expect(text.replace(terms, ''), path).not.toMatch(english);
    }
  });
});

/** What carriers of text messages (CTIA) and the law (47 CFR 64.1200) want said where the number is asked for. */
const elements: Readonly<Record<'en' | Language, Readonly<Record<string, RegExp>>>> = {
  en: {
    sender: /^Yes, \{employer\} may text and call me/,
    purpose: /about driving opportunities/,
    number: /at the number I gave/,
    automation: /automated technology/,
    frequency: /Message frequency varies\./,
    rates: /Message and data rates may apply\./,
    stop: /Reply STOP to stop/,
    help: /HELP for help/,
    condition: /I can apply, be hired or sign a contract without agreeing/,
  },
  es: {
    sender: /^Sí, \{employer\} puede llamarme y enviarme mensajes de texto/,
    purpose: /oportunidades de manejo/,
    number: /al número que di/,
    automation: /tecnología automatizada/,
    frequency: /La frecuencia de los mensajes varía\./,
    rates: /Se pueden aplicar tarifas por mensajes y datos\./,
    stop: /Responda STOP para cancelar/,
    help: /HELP para recibir ayuda/,
    condition: /Puedo presentar mi solicitud, obtener el trabajo o firmar un contrato sin aceptar/,
  },
  fr: {
    sender: /^Oui, \{employer\} peut m’appeler et m’envoyer des textos/,
    purpose: /des postes ou des contrats de conduite/,
    number: /au numéro que j’ai donné/,
    automation: /technologies automatisées/,
    frequency: /La fréquence des messages varie\./,
    rates: /Des frais de messagerie et de données peuvent s’appliquer\./,
    stop: /Répondez STOP \(ARRÊT\) pour/,
    help: /HELP \(AIDE\) pour obtenir de l’aide/,
    condition: /Je peux postuler, obtenir le poste ou signer un contrat sans accepter/,
  },
};

describe.each(languages)('the consent to text messages in %s', (tag, all) => {
  it.each(Object.entries(elements[tag]))('names the %s', (_element, wording) => {
    expect(all.documents.sms).toMatch(wording);
  });
});

describe('Spanish', () => {
  it('opens what it closes', async () => {
    for (const [path, text] of textsIn(await locales.es())) {
      expect(text.split('¿').length, path).toBe(text.split('?').length);
      expect(text.split('¡').length, path).toBe(text.split('!').length);
    }
  });
});

describe('French as it is written in Canada', () => {
  it('has a space that does not break before the colon and inside quotation marks, and none before other marks', () => {
    for (const [path, text] of textsIn(Object.fromEntries(others).fr ?? {})) {
      expect(text, path).not.toMatch(/(^|[^\u00a0]):|\s[;?!…]/);
      expect(text, path).not.toMatch(/«(?!\u00a0)|(?<!\u00a0)»/);
      expect(text, path).not.toMatch(/\d (pieds|pi)\b/);
    }
  });

  it('calls provinces and states by their French names', async () => {
    const { state } = (await locales.fr()).options;
    const named = ['BC', 'NB', 'NL', 'NS', 'NT', 'PE', 'QC', 'CA', 'NC', 'NM', 'WV'].map(
      (code) => state[code],
    );
    expect(named).toEqual([
      'Colombie-Britannique',
      'Nouveau-Brunswick',
      'Terre-Neuve-et-Labrador',
      'Nouvelle-Écosse',
      'Territoires du Nord-Ouest',
      'Île-du-Prince-Édouard',
      'Québec',
      'Californie',
      'Caroline du Nord',
      'Nouveau-Mexique',
      'Virginie-Occidentale',
    ]);
  });
});
