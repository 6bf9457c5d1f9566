"""A small sample of every list, so that all works without the gazetteers (smoke runs and tests)."""

GIVEN = ("Rosa Daniel Priya Marcus Elena Tom Wei Fatima Grace Oliver Aisha Carlos Hannah Kenji Naomi "
         "Patrick Leila Bruno Ingrid Samuel Chloe Dmitri Amara Victor Lucia Joan Peter Yusuf Emily "
         "Andre Mark Will May").split()
SURNAMES = ("Diaz Carter Nakamura Singh Okafor Miller Kowalski Haddad Lindgren Rossi Chen Thompson "
            "Reyes Novak Brown Fischer Adeyemi Larsen Moreau Patel Walsh Santos Yamada Becker Flores "
            "Young King Price").split()
STREETS = (
    "Oak Maple Willow Cedar Park Lincoln Church Mill Sunset Franklin Highland Elm Jackson Prospect").split()
SUFFIXES = [("Street", "St"), ("Avenue", "Ave"), ("Road", "Rd"), ("Drive", "Dr"), ("Lane", "Ln"),
            ("Court", "Ct"), ("Boulevard", "Blvd"), ("Place", "Pl"), ("Way", "Way"), ("Circle", "Cir"),
            ("Terrace", "Ter")]
PLACES = [("Denver", "CO", "80203"), ("Portland", "OR", "97205"), ("Austin", "TX", "78701"),
          ("Dayton", "OH", "45402"), ("Albany", "NY", "12207"), ("Tampa", "FL", "33602"),
          ("Salem", "OR", "97301"), ("Boise", "ID", "83702"), ("Newark", "NJ", "07102"),
          ("Fresno", "CA", "93721"), ("Springfield", "IL", "62701")]
STATES = {"CO": "Colorado", "OR": "Oregon", "TX": "Texas", "OH": "Ohio", "NY": "New York", "FL": "Florida",
          "ID": "Idaho", "NJ": "New Jersey", "CA": "California", "IL": "Illinois"}
WORDS = ("blue river tiger happy garden coffee rocket silver winter piano mango cloud falcon pepper "
         "ocean dragon sunny lucky forest copper pixel bunny storm cactus violet hammer panda velvet").split()

DRUGS = (
    "lisinopril metformin ibuprofen amoxicillin atorvastatin Advil Tylenol Zoloft sertraline Ozempic").split()
CONDITIONS = ["asthma", "diabetes", "high blood pressure", "migraine", "pneumonia", "arthritis", "eczema",
              "anemia"]
COMPANIES = ["Ford Motor", "Wells Fargo", "Johnson & Johnson", "Target", "Bank of America", "Delta",
             "State Farm", "Morgan Stanley", "Chase", "Best Buy", "Kaiser", "Mayo Clinic", "Charles Schwab",
             "Dell"]
BRANDS = ["Samsung", "Nike", "Netflix", "Wordpress", "Toyota", "Apple", "Android", "Spotify", "Lenovo"]
FOODS = ["pad thai", "Caesar salad", "brie", "cappuccino", "Earl Grey", "Granny Smith", "chicken tikka",
         "pho"]
COUNTRIES = ["Canada", "Jordan", "Chad", "Georgia", "Mexico", "Portugal", "Kenya", "Vietnam", "Norway"]
NATIONALITIES = ["Canadian", "French", "Polish", "Kenyan", "Vietnamese", "Turkish", "Brazilian"]
LANGUAGES = ["Spanish", "Mandarin", "Tagalog", "Arabic", "Portuguese", "Korean", "Hindi"]
FILMS = ["Jerry Maguire", "Forrest Gump", "The Godfather", "Titanic", "Erin Brockovich", "Annie Hall", "Heat"]
JOBS = ["nurse", "electrician", "plumber", "accountant", "baker", "carpenter", "mason", "chef", "porter",
        "teacher"]
HOSPITALS = ["St. Mary's Hospital", "Mercy General", "Mount Sinai", "St. Luke's Medical Center"]
SCHOOLS = ["Lincoln High School", "Stanford University", "Washington Elementary", "Ohio State", "Duke"]
CARS = ["Ford Focus", "Honda Civic", "Toyota Camry", "Chevrolet Malibu", "Dodge Charger", "Lincoln Navigator"]
ANIMALS = ["Boreal Owl", "Saluki", "Jack Russell", "Maine Coon", "Steller's Jay", "Labrador"]

# These have no gazetteer: the lists here are always used.
SONGS = ["Billie Jean", "Hey Jude", "Roxanne", "Jolene", "Hotel California", "Sweet Caroline",
         "Eleanor Rigby", "Angie", "Rosanna", "Come On Eileen", "Barbara Ann", "Layla", "Bohemian Rhapsody",
         "Peggy Sue", "Let It Be", "Lola"]
BOOKS = ["Jane Eyre", "Emma", "Oliver Twist", "The Great Gatsby", "Harry Potter", "Anna Karenina",
         "Moby Dick", "Rebecca", "Gone Girl", "Tom Sawyer", "Dune", "The Hobbit", "David Copperfield",
         "Carrie", "Mrs. Dalloway", "Ulysses"]
TEAMS = ["the Lakers", "the Jets", "Manchester United", "the Giants", "the Patriots", "Arsenal", "the Cubs",
         "the Celtics", "the Raiders", "Real Madrid", "the Steelers", "Chelsea", "the Bulls", "the Yankees",
         "the Dodgers", "Leeds United"]
APPS = ["Zoom", "Slack", "WhatsApp", "Uber", "Venmo", "Zelle", "Cash App", "PayPal", "DoorDash", "Teams",
        "Outlook", "Instagram", "TikTok", "Google Maps", "Alexa", "Siri", "Chrome", "Word", "Excel", "Waze",
        "Robinhood", "Lyft"]
PRODUCTS = ["Galaxy Buds", "iPhone", "Kindle", "Echo Dot", "Surface Pro", "PlayStation", "Roomba",
            "Instant Pot", "MacBook", "Nest thermostat", "Fitbit", "Dyson vacuum", "Chromebook",
            "Blu-ray player", "router", "air fryer", "ThinkPad", "KitchenAid mixer", "Ring doorbell",
            "Fire Stick", "dishwasher", "Peloton", "Stanley cup", "Mac mini"]
DEPARTMENTS = ["billing", "claims", "technical support", "human resources", "customer care", "cardiology",
               "radiology", "accounts payable", "the fraud department", "pediatrics", "sales", "shipping",
               "customer retention", "underwriting", "member services", "housekeeping", "the front desk",
               "the pharmacy", "loss prevention"]
BANKS = ["CHAS", "BOFA", "WFBI", "DEUT", "BARC", "HSBC", "BNPA", "CITI", "UBSW", "INGB"]
STREETS_TALKED = ["Wall Street", "Sesame Street", "Fifth Avenue", "Main Street", "Bourbon Street",
                  "Madison Avenue", "Route 66", "Highway 101", "Abbey Road", "the Oak Street exit",
                  "Sunset Boulevard", "I-95", "the Elm Street store", "the Lake Shore Drive branch",
                  "Rodeo Drive", "Lombard Street"]
