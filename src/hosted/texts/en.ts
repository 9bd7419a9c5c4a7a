import type { HostedTexts } from './hosted-texts.ts';

/** English. */
export const en: HostedTexts = {
  heading: 'Driver application',
  late: 'This page was open for a long time. Your answers are still here. Press the button again.',
  busy: 'Too much is coming from your connection at the moment. Your answers are still here. Wait a minute, then try again.',
  unavailable:
    'We cannot take applications at the moment. Your answers are still here. Wait a minute, then try again.',
  problems: {
    missing: {
      title: 'There is no such form',
      text: 'Check the address, or go back to the page that led you here.',
    },
    elsewhere: {
      title: 'This came from another site',
      text: 'For your safety, we only take applications from our own page. Nothing was sent.',
    },
    unreadable: {
      title: 'We could not read this page’s answers',
      text: 'Load this page again: what you entered is sent once more.',
    },
    tooLarge: {
      title: 'This is too much text',
      text: 'Go back in your browser and shorten your answers, then try again.',
    },
    tooMany: {
      title: 'Too much is coming from your connection',
      text: 'Wait a minute, then load this page again. Nothing you entered is lost.',
    },
    broken: {
      title: 'Something went wrong here',
      text: 'Wait a minute, then load this page again: what you entered is sent once more.',
    },
  },
  toForm: 'Open the application form',
};
