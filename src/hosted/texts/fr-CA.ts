import type { HostedTexts } from './hosted-texts.ts';

/** Canadian French. */
export const fr: HostedTexts = {
  heading: 'Candidature de camionneur',
  late: 'Cette page est restée ouverte longtemps. Vos réponses sont toujours là. Appuyez de nouveau sur le bouton.',
  busy: 'Trop d’envois arrivent de votre connexion en ce moment. Vos réponses sont toujours là. Attendez une minute, puis réessayez.',
  unavailable:
    'Nous ne pouvons pas recevoir de candidatures en ce moment. Vos réponses sont toujours là. Attendez une minute, puis réessayez.',
  problems: {
    missing: {
      title: 'Ce formulaire n’existe pas',
      text: 'Vérifiez l’adresse ou revenez à la page d’où vous venez.',
    },
    elsewhere: {
      title: 'Ceci vient d’un autre site',
      text: 'Pour votre sécurité, nous n’acceptons que les candidatures faites sur notre propre page. Rien n’a été envoyé.',
    },
    unreadable: {
      title: 'Nous n’avons pas pu lire les réponses de cette page',
      text: 'Rechargez cette page : ce que vous avez écrit est envoyé de nouveau.',
    },
    tooLarge: {
      title: 'Il y a trop de texte',
      text: 'Revenez en arrière dans votre navigateur, raccourcissez vos réponses, puis réessayez.',
    },
    tooMany: {
      title: 'Trop d’envois arrivent de votre connexion',
      text: 'Attendez une minute, puis rechargez cette page. Rien de ce que vous avez écrit n’est perdu.',
    },
    broken: {
      title: 'Un problème est survenu ici',
      text: 'Attendez une minute, puis rechargez cette page : ce que vous avez écrit est envoyé de nouveau.',
    },
  },
  toForm: 'Ouvrir le formulaire',
};
