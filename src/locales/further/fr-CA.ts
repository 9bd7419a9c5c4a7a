import type { DrawingMessages, FurtherTexts, UploadMessages } from './further-messages.ts';

/** French as it is written in Canada. */
export const fr: FurtherTexts = {
  further: {
    month: 'Mois',
    day: 'Jour',
    year: 'Année',
    add: 'En ajouter',
    remove: 'Retirer',
    removed: 'Retrait effectué\u00a0: {what}.',
    chooseFile: 'Choisir un fichier',
    chooseFiles: 'Choisir des fichiers',
    dropFile: 'ou déposez-le ici',
    dropFiles: 'ou déposez-les ici',
    photo: 'Prendre une photo',
    fileLimit: '{types}, jusqu’à {mb}\u00a0Mo',
    fileLimits: '{types}. Jusqu’à {max} fichiers, {mb}\u00a0Mo chacun.',
    chosen: { one: '{count} fichier choisi', other: '{count} fichiers choisis' },
    sign: 'Écrivez votre nom complet, comme sur votre permis.',
    differs:
      'Vous avez donné le nom {name}. Si votre permis porte le nom que vous avez signé, laissez-le ainsi.',
    draw: 'Dessiner aussi la signature',
    drawNot: 'Le dessin ne fonctionne pas ici. Votre nom écrit suffit.',
  },
  issues: {
    invalid_type: 'Vérifiez cette réponse',
    not_applicable: 'Laissez cette question sans réponse',
    unknown_key: 'Vérifiez cette réponse',
    invalid_date: 'Écrivez une date qui existe',
    'invalid_date.month': 'Écrivez un mois de 1 à 12',
    'invalid_date.day': 'Écrivez un jour que ce mois compte',
    'invalid_date.year': 'Écrivez l’année en quatre chiffres, de 1900 à 2100',
    incomplete_date: 'Remplissez toutes les parties de la date',
    'incomplete_date.month': 'Écrivez aussi le mois',
    'incomplete_date.day': 'Écrivez aussi le jour',
    'incomplete_date.year': 'Écrivez aussi l’année',
    date_in_future: 'Écrivez une date qui n’est pas à venir',
    date_in_past: 'Écrivez une date qui n’est pas passée',
    too_many: { one: 'Indiquez-en {max} au plus', other: 'Indiquez-en {max} au plus' },
    file_type: 'Choisissez un fichier de ce type\u00a0: {types}',
    file_empty: 'Choisissez un fichier qui n’est pas vide',
    file_too_large: 'Choisissez un fichier de {mb}\u00a0Mo ou moins',
    'file_too_large.all':
      'Choisissez moins de fichiers, ou de plus petits\u00a0: {mb}\u00a0Mo ou moins en tout',
    too_many_files: { one: 'Choisissez un seul fichier', other: 'Choisissez {max} fichiers au plus' },
  },
};

/** For drawing a signature. */
export const frDrawing: DrawingMessages = {
  drawing: 'Dessin de votre signature',
  drawHow: 'Dessinez avec le doigt ou la souris. Votre nom écrit suffit.',
  erase: 'Effacer le dessin',
  erased: 'Dessin effacé.',
};

/** For files on their way. */
export const frUploads: UploadMessages = {
  files: 'Vos fichiers',
  sendingFiles: {
    one: 'Envoi de votre fichier. Gardez cette page ouverte jusqu’à ce qu’il arrive.',
    other: 'Envoi de vos {count} fichiers. Gardez cette page ouverte jusqu’à ce qu’ils arrivent.',
  },
  sentFiles: { one: 'Nous avons votre fichier.', other: 'Nous avons vos {count} fichiers.' },
  failedFiles: {
    one: '{count} fichier ne nous est pas parvenu.',
    other: '{count} fichiers ne nous sont pas parvenus.',
  },
  fileWaits: 'En attente',
  fileSent: 'Reçu',
  fileFailed: 'Non envoyé. Vérifiez votre signal et essayez de nouveau.',
  fileRefused: 'Nous n’avons pas pu prendre ce fichier. Lors de l’appel, demandez comment l’envoyer.',
};
