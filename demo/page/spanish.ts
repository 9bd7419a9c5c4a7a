/** The page's own texts in Spanish, by `data-text` and `data-label`. The English ones stand in the page itself. */
export const spanish: Readonly<Record<string, string>> = {
  title: 'Maneje con Harrow Pike Expedite',
  nav: 'Idioma y teléfono',
  call: 'Llame a reclutamiento: 937-555-0142',
  apply: 'Presente su solicitud',
  eyebrow: 'Dueños-operadores y choferes',
  promise1: 'Cada milla se paga.',
  promise2: 'Cargado o vacío.',
  lead: 'Vans, camiones rígidos y tractocamiones. La solicitud toma dos minutos, y un reclutador le llama en un día hábil.',
  legal: 'Sus datos van a los reclutadores de Harrow Pike en Dayton y a nadie más. Nunca vendemos su número.',
  hours: 'Llamamos desde un número 937, de lunes a sábado, de 7 a. m. a 7 p. m.',
  payTitle: 'Pago cada viernes',
  payText:
    'Todas las millas a una sola tarifa, más recargo por combustible. También pagamos esperas de más de cuatro horas.',
  homeTitle: 'En casa cuando usted diga',
  homeText:
    'Diez días o tres semanas fuera: usted elige, lo ponemos por escrito, y un despachador que conoce su nombre lo cumple.',
  truckTitle: 'Su camión o el nuestro',
  truckText:
    'De vans de carga a tractocamiones. Los de la compañía tienen menos de tres años y traen dormitorio.',
  moreTitle: 'Qué sigue después de su solicitud',
  next1: 'Un reclutador lee su solicitud y le llama. Una persona, no un centro de llamadas.',
  next2: 'Hablan de rutas, tiempo en casa y pago, y usted recibe los números por escrito.',
  next3: 'La orientación en Dayton dura dos días. Le pagamos el viaje, el hotel y los dos días.',
  trust:
    'En el camino desde 1994. 412 camiones en 48 estados y Ontario. La mitad de nuestros choferes lleva más de cinco años aquí.',
  equal:
    'Harrow Pike Expedite ofrece igualdad de oportunidades de empleo. Consideramos a cada solicitante sin distinción de raza, color, religión, sexo, orientación sexual, identidad de género, origen nacional, edad, discapacidad, información genética o condición de veterano. Si necesita ayuda u otra manera de presentar su solicitud, llame al 937-555-0142.',
  invented:
    'Harrow Pike Expedite es una empresa inventada. Esta página muestra el formulario applicant-intake en uso.',
};
