import { type MappingChanges, mappingFor } from '../mapping/mapping.ts';
import { type MappingMistake, nearby } from '../mapping/mapping-mistakes.ts';
import { type B2cObject, b2cServiceMapping } from './mapping-target.ts';
import { isInList, menuOf } from './places.ts';

/** Lines of the contact's mapping that `updateExisting` may not name, or that are not there. */
export function updateMistakes(
  lines: readonly string[],
  changes: MappingChanges<B2cObject>,
): MappingMistake[] {
  const known = everyLine('contact', changes);
  return lines.flatMap((line, index): MappingMistake[] => {
    const path = [String(index)];
    if (!known.includes(line)) {
      return [{ path, message: `is ${line}, which is no line of mapping.contact; ${nearby(line, known)}` }];
    }
    return isInList(line.split('.'))
      ? [{ path, message: `is ${line}, a place in a list; what an update does to lists is not documented` }]
      : [];
  });
}

/** Menus that no line of the mapping takes a value from, such as a misspelt `incidents.queu`. */
export function menuMistakes(menus: readonly string[], changes: MappingChanges<B2cObject>): MappingMistake[] {
  const known = b2cServiceMapping.objects.flatMap((object) =>
    everyLine(object, changes).flatMap((line) => menuOf(`${object}s`, line.split('.')) ?? []),
  );
  return menus
    .filter((menu) => !known.includes(menu))
    .map((menu) => ({ path: [menu], message: `is no menu that the mapping uses; ${nearby(menu, known)}` }));
}

/** The lines for an object, of whichever form. */
function everyLine(object: B2cObject, changes: MappingChanges<B2cObject>): string[] {
  const forms = ['', ...Object.keys(changes.forms ?? {})];
  return [
    ...new Set(forms.flatMap((form) => Object.keys(mappingFor(b2cServiceMapping, form, changes)[object]))),
  ];
}
