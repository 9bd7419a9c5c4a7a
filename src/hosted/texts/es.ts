import type { HostedTexts } from './hosted-texts.ts';

/** Spanish. */
export const es: HostedTexts = {
  heading: 'Solicitud para choferes',
  late: 'Esta página estuvo abierta mucho tiempo. Sus respuestas siguen aquí. Presione el botón otra vez.',
  busy: 'Llegan demasiados envíos de su conexión por ahora. Sus respuestas siguen aquí. Espere un minuto e intente de nuevo.',
  unavailable:
    'Por ahora no podemos recibir solicitudes. Sus respuestas siguen aquí. Espere un minuto e intente de nuevo.',
  problems: {
    missing: {
      title: 'Este formulario no existe',
      text: 'Revise la dirección o regrese a la página de donde vino.',
    },
    elsewhere: {
      title: 'Esto llegó desde otro sitio',
      text: 'Por su seguridad, solo recibimos solicitudes de nuestra propia página. No se envió nada.',
    },
    unreadable: {
      title: 'No pudimos leer las respuestas de esta página',
      text: 'Vuelva a cargar esta página: lo que escribió se envía otra vez.',
    },
    tooLarge: {
      title: 'Es demasiado texto',
      text: 'Regrese en su navegador, acorte sus respuestas e intente de nuevo.',
    },
    tooMany: {
      title: 'Llegan demasiados envíos de su conexión',
      text: 'Espere un minuto y vuelva a cargar esta página. No se pierde nada de lo que escribió.',
    },
    broken: {
      title: 'Algo falló aquí',
      text: 'Espere un minuto y vuelva a cargar esta página: lo que escribió se envía otra vez.',
    },
  },
  toForm: 'Abrir la solicitud',
};
