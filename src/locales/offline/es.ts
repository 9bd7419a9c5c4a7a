import type { OfflineMessages } from './offline-messages.ts';

/** What is said in Spanish while there is no connection. */
export const es: OfflineMessages = {
  waiting: 'Guardada, aún sin enviar',
  waitingHere:
    'En este momento no logramos conectarnos. Su solicitud está segura en este dispositivo y se envía sola en ' +
    'cuanto haya conexión. Puede cerrar esta página; se envía cuando vuelva a abrirla.',
  waitingOpen:
    'En este momento no logramos conectarnos. Su solicitud se envía sola en cuanto haya conexión. ' +
    'Deje esta página abierta hasta entonces.',
  sendNow: 'Intentar ahora',
  edit: 'Cambiar respuestas',
  earlierWaiting: 'Una solicitud que terminó antes sigue esperando conexión.',
  earlierSent: 'La solicitud que terminó antes ya se envió. Su código de referencia: {reference}',
  earlierBack:
    'No se pudo enviar la solicitud que terminó antes. Sus respuestas están de vuelta: revíselas y envíe de nuevo.',
  earlierLost: 'No se pudo enviar la solicitud que terminó antes. Por favor, llénela de nuevo.',
};
