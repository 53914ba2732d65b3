/** The number of first words, second words and endings multiplied is the largest fleet. */
export const FIRST_WORDS = (
  "alder amber anchor apex aspen atlas birch bluebird bright canyon cedar cinder clover cobalt copper " +
  "coral crescent delta ember falcon fern flint garnet glacier granite harbor hazel horizon indigo " +
  "ivory juniper kestrel lantern lunar maple meadow northern oak onyx orchard pine quartz raven river " +
  "saffron silver summit tidal willow zephyr"
).split(" ");

export const SECOND_WORDS = (
  "analytics apparel bakery bank bikes books cargo clinic cloud coffee credit design dental energy " +
  "events farms finance fitness foods freight games garden health homes hotels insurance labs legal " +
  "logistics media mobile motors music news optics outdoor payments pharma photo print robotics schools " +
  "shoes sports studio telecom tickets tools travel wines"
).split(" ");

export const ENDINGS = ["", "-shop", "-group", "-online"] as const;

export const ACCOUNT_NAMES = ["Northwind Retail", "Contour Media", "Harborline Finance", "Brightfield Labs"] as const;
