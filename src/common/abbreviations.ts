const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** A name or a further word always follows; lower case, without the last full stop. */
export const NEVER_LAST = words(
  'dr mr mrs ms mx prof gen col capt lt sgt cpl maj cmdr adm rev hon gov sen rep pres messrs mme mlle sra dra srta hr fr e.g i.e eg ie cf v vs viz approx incl excl esp resp z.b d.h u.a bzw evtl ggf inkl sog vgl p.ex par.ex',
)

/** A number follows, or the sentence is over. */
export const BEFORE_NUMBER = words(
  'no nos nr fig figs eq eqs sec secs sect ch chap vol vols p pp pg art arts ref refs tab tbl para par cl app ex ed pt sch reg ver op abs núm pág jan feb mar apr jun jul aug sep sept oct nov dec ca c r',
)

/** May stand at the end of a sentence or within: the next word decides. */
export const SOMETIMES_LAST = words(
  'jr sr st ave blvd rd mt ft inc ltd co corp bros plc llc gmbh dept univ assn intl etc al est ext tel min max hrs hr wk yr yrs lb lbs oz kg km cm mm sq usw str ph.d m.d b.a m.a b.sc m.sc a.m p.m a.d b.c mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec',
)

/** Words that begin a sentence far more often than they go on after an abbreviation; as written. */
export const STARTERS = words(
  'The A An He She It They We You I This That These Those There Here His Her Its Their Our My Your In On At By For From To With Without After Before During Since Until While When Where Who What Why How Which If As And But Or So Yet However Therefore Thus Also Although Though Because Both Each Every All Some Many Most More Several One Two Three Other Another Such No Not Please See Note Then Once Under Over Between Among Is Are Was Were Do Does Did Has Have Had Can Could Will Would Should May Must Let According Despite Following Later Today Only Even',
)
