/** The countries an address may lie in. */
export type Country = 'US' | 'CA';

/** `AL Alabama, AK Alaska` → `{ AL: 'Alabama', AK: 'Alaska' }`. */
const named = (list: string): Readonly<Record<string, string>> =>
  Object.fromEntries(list.split(',').map((each) => [each.trim().slice(0, 2), each.trim().slice(3)]));

/**
 * States, the District, territories and military addresses by USPS code, provinces and territories by that of Canada
 * Post, each with its name in English. No code stands in both lists.
 */
export const regions: Readonly<Record<Country, Readonly<Record<string, string>>>> = {
  US: named(`
    AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut,
    DE Delaware, DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois,
    IN Indiana, IA Iowa, KS Kansas, KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts,
    MI Michigan, MN Minnesota, MS Mississippi, MO Missouri, MT Montana, NE Nebraska, NV Nevada,
    NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York, NC North Carolina, ND North Dakota,
    OH Ohio, OK Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island, SC South Carolina, SD South Dakota,
    TN Tennessee, TX Texas, UT Utah, VT Vermont, VA Virginia, WA Washington, WV West Virginia,
    WI Wisconsin, WY Wyoming, PR Puerto Rico, VI U.S. Virgin Islands, GU Guam, AS American Samoa,
    MP Northern Mariana Islands, AA Armed Forces Americas, AE Armed Forces Europe, AP Armed Forces Pacific`),
  CA: named(`
    AB Alberta, BC British Columbia, MB Manitoba, NB New Brunswick, NL Newfoundland and Labrador,
    NS Nova Scotia, NT Northwest Territories, NU Nunavut, ON Ontario, PE Prince Edward Island, QC Quebec,
    SK Saskatchewan, YT Yukon`),
};

/** The country that a state or province belongs to; undefined for what is neither. */
export function countryOf(region: string): Country | undefined {
  return (Object.keys(regions) as Country[]).find((country) => Object.hasOwn(regions[country], region));
}
