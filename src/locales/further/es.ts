import type { DrawingMessages, FurtherTexts, UploadMessages } from './further-messages.ts';

/** Spanish. */
export const es: FurtherTexts = {
  further: {
    month: 'Mes',
    day: 'Día',
    year: 'Año',
    add: 'Agregar más',
    remove: 'Quitar',
    removed: 'Se quitó: {what}.',
    chooseFile: 'Elegir un archivo',
    chooseFiles: 'Elegir archivos',
    dropFile: 'o suéltelo aquí',
    dropFiles: 'o suéltelos aquí',
    photo: 'Tomar una foto',
    fileLimit: '{types}, de hasta {mb} MB',
    fileLimits: '{types}. Hasta {max} archivos, de {mb} MB cada uno.',
    chosen: { one: 'Un archivo elegido', other: '{count} archivos elegidos' },
    sign: 'Escriba su nombre completo tal como está en su licencia.',
    differs: 'Usted dio su nombre como {name}. Si en su licencia está como firmó, déjelo así.',
    draw: 'Dibujar también la firma',
    drawNot: 'Aquí no se puede dibujar. Con su nombre escrito basta.',
  },
  issues: {
    invalid_type: 'Revise esta respuesta',
    not_applicable: 'Deje esto sin responder',
    unknown_key: 'Revise esta respuesta',
    invalid_date: 'Escriba una fecha que exista',
    'invalid_date.month': 'Escriba un mes del 1 al 12',
    'invalid_date.day': 'Escriba un día que ese mes tenga',
    'invalid_date.year': 'Escriba el año con cuatro números, de 1900 a 2100',
    incomplete_date: 'Complete todas las partes de la fecha',
    'incomplete_date.month': 'Escriba también el mes',
    'incomplete_date.day': 'Escriba también el día',
    'incomplete_date.year': 'Escriba también el año',
    date_in_future: 'Escriba una fecha que no esté en el futuro',
    date_in_past: 'Escriba una fecha que no haya pasado',
    too_many: { one: 'Indique uno como máximo', other: 'Indique {max} como máximo' },
    file_type: 'Elija un archivo de este tipo: {types}',
    file_empty: 'Elija un archivo que no esté vacío',
    file_too_large: 'Elija un archivo de {mb} MB o menos',
    'file_too_large.all': 'Elija menos archivos, o más pequeños: {mb} MB o menos en total',
    too_many_files: { one: 'Elija un solo archivo', other: 'Elija {max} archivos como máximo' },
  },
};

/** For drawing a signature. */
export const esDrawing: DrawingMessages = {
  drawing: 'Dibujo de su firma',
  drawHow: 'Dibuje con el dedo o con el mouse. Con su nombre escrito basta.',
  erase: 'Borrar el dibujo',
  erased: 'Dibujo borrado.',
};

/** For files on their way. */
export const esUploads: UploadMessages = {
  files: 'Sus archivos',
  sendingFiles: {
    one: 'Estamos enviando su archivo. Deje esta página abierta hasta que llegue.',
    other: 'Estamos enviando sus {count} archivos. Deje esta página abierta hasta que lleguen.',
  },
  sentFiles: { one: 'Recibimos su archivo.', other: 'Recibimos sus {count} archivos.' },
  failedFiles: { one: 'Un archivo no nos llegó.', other: '{count} archivos no nos llegaron.' },
  fileWaits: 'En espera',
  fileSent: 'Recibido',
  fileFailed: 'No se envió. Revise su señal e intente de nuevo.',
  fileRefused: 'No pudimos aceptar este archivo. En la llamada, pregúntele al reclutador cómo enviarlo.',
};
