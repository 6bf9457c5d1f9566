"""Things of ordinary talk that look personal: works, clubs and breeds called after people; bare numbers."""

from . import speech, world
from .codes import pattern

WORKS = """
Jane Eyre; Emma; Anna Karenina; Mrs Dalloway; Oliver Twist; Nicholas Nickleby; Tess; Dracula; Ivanhoe; Rob
Roy; Huckleberry Finn; Tom Sawyer; Moby Dick; Jude the Obscure; Daisy Miller; Ethan Frome; Carrie;
Christine; Misery; Coraline; Heidi; Pippi Longstocking; Peter Pan; Mary Poppins; Anne of Green Gables;
Charlotte's Web; Stuart Little; Harry Potter; Percy Jackson; Jack Reacher; Sherlock Holmes; Father Brown;
Miss Marple; Poirot; Columbo; Matlock; Frasier; Roseanne; Seinfeld; Will and Grace; Dexter; House; Ted
Lasso; Mad Men; Bridgerton; Wednesday; Lucifer; Sabrina; Buffy; Doctor Who; Rocky; Rambo; Shrek; Bambi;
Dumbo; Mulan; Moana; Elsa; Coco; Frozen; Encanto; Luca; Cruella; Annie; Hamilton; Evita; Tina; Sweeney
Todd; Romeo and Juliet; Hamlet; Macbeth; King Lear; Hedda Gabler; Uncle Vanya; Carmen; Tosca; Don
Giovanni; Aida; Erin Brockovich; Michael Clayton; John Wick; Jason Bourne; Forrest Gump; Jerry Maguire;
Thelma and Louise; Lincoln; Gandhi; Elvis; Ray; Selena; Frida; Amadeus; Ben Hur; Spartacus; Cleopatra;
Rosemary's Baby; Donnie Darko; Napoleon Dynamite; Juno; Bernie; Carol; Philomena; Judy; Ferris Bueller;
Edward Scissorhands; Benjamin Button; Walter Mitty; Billy Budd; Lolita; Layla; Roxanne; Angie; Gloria;
Rosanna; Michelle; Eleanor Rigby; Billie Jean; Stan; Delilah; Sweet Caroline; Rhiannon; Alfie; Peggy Sue;
Come On Eileen; Jessie's Girl; Mrs Robinson; Bobby McGee; Fernando; Ruby; Lucille; Cecilia; Valerie;
Georgia; Johnny B. Goode; Barbara Ann; Sara; Dear Prudence; Martha My Dear; Penny Lane; Piano Man; Iris;
Daniel; Levon; Vincent; Max Payne; Lara Croft; Mario Kart; Luigi's Mansion; Zelda; Sonic; Alan Wake; Duke
Nukem; Ratchet and Clank; Bioshock
"""
CLUBS = """
Arsenal; Chelsea; Everton; Aston Villa; Crystal Palace; Brentford; Leeds United; West Ham; Sheffield
Wednesday; Derby; Blackburn; Sunderland; Celtic; Rangers; Aberdeen; Hibs; Ajax; Juventus; Roma; Napoli;
Sevilla; Valencia; Porto; Lyon; Marseille; Bayern; Dortmund; Leverkusen; Salzburg; Brugge; Boca; Santos;
Flamengo; the Canucks; the Oilers; the Flames; the Jets; the Senators; the Blue Jays; the Lakers; the
Celtics; the Knicks; the Bucks; the Kings; the Magic; the Steelers; the Browns; the Packers; the Rams; the
Saints; the Cardinals; the Giants; the Mariners; the Astros; the Rangers; the Angels; Bath; Leicester;
Harlequins; Munster; Leinster; Ulster; Wigan; St Helens; Carlton; Collingwood; Essendon; Duke; Gonzaga;
Villanova; Auburn; Clemson; Baylor; Purdue; Marquette; Creighton; Stanford; Notre Dame; Real Madrid;
Atletico
"""
NAMED_THINGS = """
German shepherd; Yorkshire terrier; Boston terrier; King Charles spaniel; Saint Bernard; Doberman; Maine
Coon; Cavalier; Gordon setter; Norfolk terrier; Airedale; Rhodesian ridgeback; Australian shepherd;
Labrador; Chesapeake retriever; Clydesdale; Morgan horse; Shetland pony; Jersey cow; Hereford; Angus;
Texas longhorn; Rhode Island Red; Berkshire pig; Granny Smith; Lady Grey; Earl Grey; Reuben; Waldorf
salad; Cobb salad; eggs Benedict; beef Wellington; peach Melba; Pavlova; chicken Kiev; bananas Foster;
crepe Suzette; Margherita; Shirley Temple; Arnold Palmer; Bloody Mary; Tom Collins; Harvey Wallbanger;
Moscow mule; Manhattan; Jim Beam; Jack and Coke; Johnnie Walker; Captain Morgan; Dom Perignon; Dr Pepper;
Sam Adams; Newcastle Brown; Aunt Jemima; Uncle Ben's; Betty Crocker; Sara Lee; Wendy's; Arby's; Domino's;
Papa John's; Trader Joe's; Sainsbury's; Marks and Spencer; John Lewis; Harvey Nichols; Lloyds; Barclays;
Wells Fargo; JP Morgan; Charles Schwab; Edward Jones; Morgan Stanley; Merrill Lynch; Ernst and Young;
Johnson and Johnson; Procter and Gamble; Ralph Lauren; Calvin Klein; Hugo Boss; Paul Smith; Tommy
Hilfiger; Michael Kors; Doc Martens; Levi's; Harley Davidson; Rolls Royce; Aston Martin; Land Rover;
Mercedes; Alfa Romeo; Massey Ferguson; Black and Decker; Briggs and Stratton; Allen key; Stanley knife;
Phillips head; Stillson wrench; Bunsen burner; Petri dish; Geiger counter; Crohn's; Parkinson's;
Alzheimer's; Hodgkin's; Down's; Ménière's; Bell's palsy; Lyme disease; Heimlich; Achilles tendon; Adam's
apple; Murphy's law; Occam's razor; Gantt chart; Jenkins; Kafka; Wellington boots; Stetson; Panama hat;
cardigan; Chesterfield; Queen Anne chair; Chippendale; Tiffany lamp; Dewey decimal; Sweet William;
black-eyed Susan; Queen Anne's lace; Busy Lizzie; Virginia creeper; Michaelmas daisies; Boston fern;
Norfolk pine; Douglas fir; Bramley; Victoria plum; Charlotte potatoes; King Edwards; Maris Piper; Cheddar;
Colby Jack; Monterey Jack; Gouda; Battenberg; Eccles cake; Bakewell tart; Cornish pasty; Lancashire
hotpot; Welsh rarebit; Worcestershire sauce; Dijon; Bolognese; Buffalo sauce; Frankfurter; Hamburger;
Vienna sausage; Peking duck; Kobe beef; Parma ham; Black Forest gateau; French press; Jersey Mike's;
Raising Cane's; Alfredo; Caesar dressing; Linzer torte; Madeira; Champagne; Bordeaux; Chianti
"""
GREETINGS = """
hola; gracias; bonjour; merci; au revoir; salut; ciao; grazie; prego; guten Tag; bitte; tschüss; servus;
hej; tack; konnichiwa; arigato; ni hao; xie xie; annyeong; salaam; shukran; habibi; shalom; namaskar; sat
sri akal; dhanyavad; obrigado; olá; merhaba; jambo; asante; aloha; mahalo; kia ora; yasou; efharisto;
dobry den; spasiba; privet; dziękuję; sláinte; bore da; diolch; g'day; howdy; cheerio; toodle-oo; mate;
sweetie; honey; darling; buddy; pal; luv; hun; dude; y'all; heya; yo; hey there; oh boy; jeez; gosh;
blimey; crikey; wow; phew; whoopsie; ta
"""
PETS = """
Buddy; Max; Bella; Luna; Charlie; Daisy; Milo; Coco; Rocky; Oreo; Ginger; Smokey; Shadow; Pepper; Peanut;
Mittens; Whiskers; Socks; Tigger; Simba; Nala; Duke; Rex; Rover; Fido; Spot; Patches; Muffin; Cupcake;
Waffles; Noodle; Pickles; Nugget; Mocha; Bandit; Ranger; Scout; Ziggy; Gizmo; Pumpkin; Tofu; Mango; Kiwi;
Olive; Hazel; Winston; Murphy; Mister Fluff; Princess; Queenie; Bluebell; Thunder; Dobbin; Clover; Polly;
Tweety; Bubbles; Nemo; Slinky; Rosie; Bear
"""
CODE_BEGINNINGS = ["AX", "RT", "EX", "CR", "KX", "GT", "ZS", "sev ", "P", "level ", "tier ", "Pro "]


def listed(items):
    names = [" ".join(name.split()) for name in items.split(";")]
    return lambda ctx: ctx.choice(names)


def digits(ctx, low, high):
    return pattern(ctx.rng, "9" * ctx.rng.randint(low, high))


def short_code(ctx):
    """A technical number or code of two to five signs, in digits or said."""
    rng = ctx.rng
    text = rng.choice([digits(ctx, 3, 3), digits(ctx, 2, 4), rng.choice("ABCDEFGKMPRSTVX") + digits(ctx, 1, 3),
                       rng.choice(CODE_BEGINNINGS) + digits(ctx, 1, 3),
                       digits(ctx, 2, 3) + rng.choice("KXSLVBT")])
    if ctx.style.pick(rng) == "digits":
        return text
    word = text.split()
    if len(word) == 2:
        return f"{word[0]} {speech.quiet_code(word[1], ctx, 'words')}"
    return speech.quiet_code(text, ctx, "words")


def reading(ctx):
    """What a meter or a counter shows, said in any way."""
    rng, text = ctx.rng, str(ctx.rng.randint(1, 9)) + digits(ctx, 3, 5)
    if ctx.style.pick(rng) == "digits":
        return rng.choice([text, f"{int(text):,}", f"{text[:-3]} {text[-3:]}"])
    return rng.choice([lambda: speech.quiet_code(text, ctx, "words"), lambda: speech.cardinal(int(text), rng)])()


def price(ctx):
    """A price without its unit: "thirty-two fifty", "14.99", "two sixty"."""
    rng = ctx.rng
    whole, cents = rng.randint(1, 99), rng.choice([50, 99, 95, 75, 25, 80, 40, rng.randint(10, 99)])
    if ctx.style.pick(rng) == "digits":
        return rng.choice([f"{whole}.{cents}", f"{whole} {cents}", str(whole * 10)])
    return rng.choice([f"{speech.under_hundred(whole)} {speech.under_hundred(cents)}",
                       f"{speech.UNITS[rng.randint(1, 9)]} {speech.TENS[rng.randint(2, 9)]}",
                       f"{speech.cardinal(100 * rng.randint(1, 9), rng)}"])


def coordinates(ctx):
    rng = ctx.rng
    one, two = rng.randint(1, 89), rng.randint(1, 179)
    if ctx.style.pick(rng) == "digits":
        return f"{one}.{digits(ctx, 2, 4)}, {rng.choice(['', '-'])}{two}.{digits(ctx, 2, 4)}"
    return f"{speech.cardinal(one)} north, {speech.cardinal(two)} {rng.choice(['east', 'west'])}"


KINDS = {
    "work": listed(WORKS), "club": listed(CLUBS), "named_thing": listed(NAMED_THINGS),
    "greeting": listed(GREETINGS), "pet": listed(PETS), "code": short_code, "reading": reading,
    "price": price, "coordinates": coordinates, "world_city": lambda ctx: ctx.choice(world.PLACES)[0],
}
