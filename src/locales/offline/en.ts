import type { OfflineMessages } from './offline-messages.ts';

/** What is said in English while there is no connection. */
export const en: OfflineMessages = {
  waiting: 'Saved, and not sent yet',
  waitingHere:
    'There is no connection to us right now. Your application is safe on this device and goes out by itself ' +
    'as soon as there is one. You can close this page; it is sent when you come back to it.',
  waitingOpen:
    'There is no connection to us right now. Your application goes out by itself as soon as there is one. ' +
    'Keep this page open until then.',
  sendNow: 'Try now',
  edit: 'Change answers',
  earlierWaiting: 'An application you finished earlier is still waiting for a connection.',
  earlierSent: 'The application you finished earlier has been sent. Your reference: {reference}',
  earlierBack:
    'The application you finished earlier could not be sent. Its answers are back: check them and send again.',
  earlierLost: 'The application you finished earlier could not be sent. Please fill it in again.',
};
