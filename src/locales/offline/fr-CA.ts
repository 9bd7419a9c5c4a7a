import type { OfflineMessages } from './offline-messages.ts';

/** What is said in French while there is no connection. */
export const fr: OfflineMessages = {
  waiting: 'Enregistrée, pas encore envoyée',
  waitingHere:
    'Nous ne sommes pas joignables pour le moment. Votre candidature est en sécurité sur cet appareil et part ' +
    'd’elle-même dès que la connexion revient. Vous pouvez fermer cette page; l’envoi se fait quand vous y revenez.',
  waitingOpen:
    'Nous ne sommes pas joignables pour le moment. Votre candidature part d’elle-même dès que la connexion ' +
    'revient. Gardez cette page ouverte d’ici là.',
  sendNow: 'Essayer maintenant',
  edit: 'Modifier mes réponses',
  earlierWaiting: 'Une candidature que vous avez remplie plus tôt attend encore une connexion.',
  earlierSent:
    'La candidature que vous avez remplie plus tôt est envoyée. Votre numéro de référence\u00a0: {reference}',
  earlierBack:
    'La candidature que vous avez remplie plus tôt n’a pas pu être envoyée. Vos réponses sont de retour\u00a0: ' +
    'vérifiez-les et envoyez-la de nouveau.',
  earlierLost:
    'La candidature que vous avez remplie plus tôt n’a pas pu être envoyée. Veuillez la remplir de nouveau.',
};
