#include "tacet/pii/rules/name_words.h"

#include <algorithm>
#include <unordered_set>

namespace tacet::pii {
namespace {

using WordSet = std::unordered_set<std::string_view>;

// The words of a literal, parted by white space. `text` outlives the set.
WordSet WordSetOf(std::string_view text) {
  WordSet words;
  size_t begin = 0;
  while ((begin = text.find_first_not_of(" \n", begin)) != std::string_view::npos) {
    const size_t end = std::min(text.find_first_of(" \n", begin), text.size());
    words.insert(text.substr(begin, end - begin));
    begin = end;
  }
  return words;
}

}  // namespace

bool IsNameStopWord(std::string_view word) {
  static const WordSet kWords = WordSetOf(R"(
a an the this that these those there here it its it's i i'm i'll i've i'd im me my mine you your
yours you're you'll you've he him his he's she her hers she's we us our ours we're we've we'll
they them their they're who whom whose what what's which when where why how and or but nor so yet
if because as than then though although while until unless since of at by for with about against
between into through during before after above below to from up down in out on off over under
again further once all any both each few more most other some such no not only own same too very
just also even still already ever never always sometimes often maybe perhaps really actually
basically probably definitely certainly absolutely exactly obviously possibly am is are was were
be been being isn't aren't wasn't weren't have has had having haven't hasn't hadn't do does did
doing done don't doesn't didn't can can't cannot could couldn't would wouldn't should shouldn't
shall might must gonna gotta wanna let let's get got getting give given giving go goes going gone
went come comes coming came make makes making made take takes taking took taken see sees saw seen
seeing look looks looking looked know knows knew known think thinks thought say says said saying
tell tells told telling ask asks asked asking want wants wanted need needs needed needing like
likes liked feel feels feeling felt try trying tried call calls called calling use used using work
works worked working help helps helped helping keep keeps put puts set run start started stop
stopped show shows turn turned wait waiting hold holding speak speaking talk talking listen hear
heard check checking checked pay paid paying buy bought send sent sending bring find found finding
leave left live living lived move moved meet happen happened happening believe remember understand
wondering wonder guess suppose mean means meant spell spelled spelling spelt pronounce pronounced
confirm verify provide please thanks thank welcome sorry hello hi hey bye goodbye yes yeah yep yup
nope nah ok okay alright sure right correct course great good fine well nice bad better best
perfect awesome wonderful excellent amazing cool happy glad afraid sir ma'am maam madam um uh uhm
umm er erm ah oh hmm mm mhm huh wow gosh god jesus christ doc dude guys guy man folks everyone
everybody someone somebody anyone anybody nobody everything something anything nothing one two
three four five six seven eight nine ten zero first second third last next new old now today
tomorrow yesterday tonight morning afternoon evening night day days week weeks month months year
years time times minute minutes moment hour hours number numbers name names named address email
phone account card problem question questions issue information date birth age customer service
support manager agent representative company order bill's payment back able available interested
located married single born from here's there's that's who's where's how's what're it'll that'll
monday tuesday wednesday thursday friday saturday sunday january february march july september
october november december am pm mr mrs ms dr etc lot lots bit little much many kind sort type
thing things way ways part place home house car money people person family friend friends half
quarter will may april august june)");
  return kWords.contains(word);
}

bool IsPersonTitle(std::string_view word) {
  static const WordSet kWords = WordSetOf(R"(
mr mrs ms miss mister missus dr doctor prof professor sgt sergeant lt lieutenant capt captain col
colonel gen rev reverend officer detective nurse senator judge justice madame mme señor señora sr
sra sir dame lord lady pastor rabbi imam president governor sheikh congressman congresswoman
councillor uncle aunt auntie coach principal)");
  return kWords.contains(word);
}

bool IsStreetSuffix(std::string_view word) {
  static const WordSet kWords = WordSetOf(R"(
street st avenue ave road rd boulevard blvd drive dr lane ln court ct place pl way circle cir
terrace ter parkway pkwy highway hwy square sq trail trl crescent close alley plaza loop row
turnpike expressway expy freeway fwy heights hts crossing xing ridge gardens mews pike walk path
streets avenues extension bridge route broadway)");
  return kWords.contains(word);
}

bool IsOrganisationWord(std::string_view word) {
  static const WordSet kWords = WordSetOf(R"(
inc llc ltd corp corporation co company companies group holdings partners associates brothers bros
sons bank banks banking financial insurance trust mortgage capital investments investment
securities fund advisors university college school academy institute foundation hospital clinic
medical health healthcare pharmacy center centre hotel inn resort suites airport airlines airways
station church cathedral temple chapel museum library theater theatre stadium arena park beach
lake river mountain mount valley canyon island bay falls springs creek county city town village
hall building tower house store stores shop shops market markets mall restaurant cafe grill pizza
bakery brewery diner motors motor auto automotive autos dealer dealership dealers tractor tractors
toyota ford honda chevrolet chevy nissan electronics electric energy power oil gas systems
software technologies technology technologies labs laboratories solutions services consulting
industries manufacturing international association society club league team award prize cup bowl
open tournament stakes act law syndrome disease test theorem principle effect process method
algorithm engine model series theory magazine times post tribune journal press records
entertainment studios pictures productions network media news radio show podcast foods farms dairy
coffee brand products cosmetics jewelers memorial bridge dam expressway province district
administration report commission committee council conference organization)");
  return kWords.contains(word);
}

bool IsPlaceOrBrand(std::string_view word) {
  static const WordSet kWords = WordSetOf(R"(
monday tuesday wednesday thursday friday saturday sunday january february march april may june
july august september october november december christmas easter halloween america american
americans africa african asia asian europe european australia australian austria argentina brazil
brazilian britain british canada canadian chile china chinese colombia cuba cuban denmark danish
dutch egypt england english finland france french germany german greece greek holland hungary
iceland india indian indonesia iran iraq ireland irish israel israeli italy italian jamaica japan
japanese jordan kenya korea korean latin lebanon mexico mexican morocco sri lanka nepal
netherlands nigeria norway norwegian pakistan peru philippines poland polish portugal portuguese
roma roman russia russian scotland scottish spain spanish sweden swedish switzerland swiss syria
taiwan thailand thai turkey turkish ukraine vietnam vietnamese wales welsh jewish muslim christian
catholic islam hebrew arabic arab mandarin cantonese hindi alabama alaska arizona arkansas
california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas
kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana
nebraska nevada hampshire jersey mexico york carolina dakota ohio oklahoma oregon pennsylvania
rhode tennessee texas utah vermont virginia washington wisconsin wyoming atlanta austin baltimore
berlin boston brooklyn cairo charlotte chicago cincinnati cleveland columbus dallas denver detroit
dublin geneva houston indianapolis jacksonville jerusalem kingston lima lisbon london madrid
manchester manhattan melbourne memphis miami milan milwaukee minneapolis moscow nashville orlando
oxford paris philadelphia phoenix pittsburgh portland princeton queens richmond rome sacramento
salem santiago savannah seattle sydney tampa tokyo toronto vancouver venice vienna warsaw
francisco angeles diego antonio jose vegas orleans louis paul petersburg earth mars venus jupiter
saturn mercury atlantic pacific god lord jesus christ satan allah buddha bible santa alexa siri
cortana bixby google amazon apple microsoft facebook meta tesla ford lincoln chevy chevrolet buick
dodge chrysler toyota honda nissan lexus mercedes benz bmw audi porsche ferrari volvo kia mazda
subaru mitsubishi suzuki yamaha kawasaki cadillac pontiac jeep visa mastercard amex discover chase
citi barclays hsbc fidelity vanguard schwab merrill paypal venmo zelle target walmart costco
kroger safeway macy kohl wendy denny lowe sears ikea starbucks mcdonald domino wegmans publix aldi
verizon sprint comcast xfinity cox oracle cisco intel dell ibm sony samsung nokia philips siemens
netflix disney marvel hulu spotify twitter youtube tiktok snapchat reddit linkedin uber lyft
airbnb java python ruby julia swift perl django linux windows android chrome safari opera kafka
hadoop excel docker github stripe shopify slack zoom skype wi-fi wifi internet advil tylenol aleve
claritin viagra xanax zoloft prozac ventolin covid senate congress parliament democrat democrats
republican republicans liberal liberals conservative conservatives labour tory tories welsh)");
  return kWords.contains(word);
}

bool IsRelation(std::string_view word) {
  static const WordSet kWords = WordSetOf(R"(
husband wife son daughter brother sister mother father mom dad mum mama papa grandmother
grandfather grandma grandpa uncle aunt cousin nephew niece friend buddy boyfriend girlfriend
fiance fiancé fiancée fiancee partner spouse boss manager supervisor colleague coworker co-worker
assistant secretary neighbor neighbour roommate landlord doctor dentist lawyer attorney teacher
therapist physician pastor agent broker accountant kid baby twin stepson stepdaughter grandson
granddaughter ex beneficiary co-founder cofounder cohost co-host host guest)");
  return kWords.contains(word);
}

bool IsNonPersonNameOwner(std::string_view word) {
  static const WordSet kWords = WordSetOf(R"(
company business user brand product street domain file screen bank city town school store restaurant
event hotel model band team drug medicine medication generic project network pet dog dog's cat cat's
book movie song album show variable function class package server app application game trade code
common scientific)");
  return kWords.contains(word);
}

}  // namespace tacet::pii
