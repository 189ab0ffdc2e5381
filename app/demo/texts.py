"""The words of the example: what is on the agenda, what is decided, who joins, what is said."""

PLACE = "Palazzo Isimbardi, via Vivaio 1, Milano"

ITEMS_HELD = [
    {
        "title": "Alloggi per gli studenti: un elenco comune",
        "note": "Ogni università conosce i propri posti letto; nessuno ha il quadro del territorio metropolitano.",
        "decision": {
            "text": "Le università del Tavolo compilano insieme un elenco degli alloggi per studenti del territorio "
            "metropolitano: strutture, posti letto, Comune, requisiti di accesso. Il Politecnico di Milano coordina il "
            "lavoro e porta al Tavolo la prima versione.",
            "body": "POLIMI",
            "person": "delegate",
            "due": 38,
            "resources": "Due giornate di lavoro al mese dell'ufficio residenze di ciascuna università",
            "means": [
                ("POLIMI", "staff", "own", 9_600_00, "Due giornate al mese dell'ufficio residenze"),
                ("UNIMI", "staff", "own", 9_600_00, "Due giornate al mese dell'ufficio residenze"),
            ],
            "objective": "P2.G-UNI.3",
        },
    },
    {
        "title": "Servizi integrati: mensa, trasporti, biblioteche",
        "note": "",
        "decision": {
            "text": "L'Università degli Studi di Milano raccoglie le convenzioni in corso su mense, trasporti e biblioteche "
            "e propone quali aprire agli studenti di tutti gli atenei.",
            "body": "UNIMI",
            "person": "other_delegate",
            "due": -6,
            "resources": "",
            "objective": "P2.G-UNI.5",
        },
    },
    {
        "title": "Bandi europei: le scadenze dei prossimi mesi",
        "note": "",
        "outcome": "noted",
        "outcome_note": "La Città metropolitana manda a tutti il calendario delle scadenze ogni due mesi.",
    },
    {
        "title": "Formazione per nuove professionalità innovative",
        "note": "",
        "outcome": "deferred",
        "outcome_note": "Manca il contributo di due università: se ne parla nella prossima seduta.",
    },
]

AMENDMENT = {
    "title": "Elenco degli alloggi: il costo mensile e i mezzi per raccoglierlo",
    "note": "Le università chiedono di indicare anche quanto costa ogni posto letto.",
    "decision": {
        "text": "L'elenco degli alloggi indica anche il costo mensile. La Città metropolitana e il Politecnico di Milano "
        "mettono il denaro per raccogliere i dati.",
        "body": "POLIMI",
        "person": "delegate",
        "due": 60,
        "resources": "Denaro per la raccolta dei dati",
        "means": [
            ("CMM", "money", "own", 12_000_00, "Raccolta dei dati"),
            ("POLIMI", "money", "private", 5_000_00, "Pubblicazione dell'elenco"),
        ],
        "objective": "P2.G-UNI.3",
        "passage": ("Comune, requisiti di accesso", "Comune, requisiti di accesso, costo mensile"),
    },
}

ITEMS_NEXT = [
    {"title": "Elenco degli alloggi: la prima versione", "note": "La presenta il Politecnico di Milano."},
    {"title": "Criteri di accesso comuni", "note": "Il testo è in discussione nello spazio di lavoro."},
    {"title": "Formazione per nuove professionalità innovative", "note": "Punto rinviato dalla seduta precedente."},
]

MINUTES = """\
La seduta si apre alle 10. La Città metropolitana ricorda le sei finalità del Tavolo e propone di partire dalla casa.

### 1. Alloggi per gli studenti: un elenco comune

Le università concordano che serve un solo elenco, con gli stessi campi per tutti. Il Politecnico di Milano si offre \
di coordinare il lavoro. Il Tavolo decide come registrato.

### 2. Servizi integrati: mensa, trasporti, biblioteche

Il Tavolo chiede di sapere quali convenzioni esistono prima di proporne altre. L'Università degli Studi di Milano \
raccoglie i testi.

### 3. Bandi europei: le scadenze dei prossimi mesi

Il Tavolo prende atto del calendario presentato dalla Città metropolitana.

### 4. Formazione per nuove professionalità innovative

Il punto è rinviato alla prossima seduta.

La seduta si chiude alle 12.
"""

PURPOSE = """\
Mettere in un solo elenco gli alloggi per studenti del territorio metropolitano e scrivere criteri di accesso comuni.

- **Primo risultato**: l'elenco, con posti letto, Comune e requisiti.
- **Secondo risultato**: una proposta di criteri comuni, da portare al Tavolo.
"""

SERVES = [
    ("P2.G-UNI.3", "L'elenco dice quanti posti ci sono, dove mancano e chi può offrirne altri."),
    ("P3.M5", "Criteri di accesso comuni aiutano chi ha meno mezzi a studiare nel territorio metropolitano."),
]

# `person` is a key of the cast, or what somebody else of that body is called; `since` in days from today
JOINED = [
    {"body": "CMM", "role": "partner", "since": -119, "person": "Ufficio progetti", "as": "delegate"},
    {"body": "UNIMI", "role": "partner", "since": -112, "person": "other_delegate", "as": "delegate"},
    {"body": "IULM", "role": "partner", "since": -112, "person": "Supplente", "as": "delegate"},
    {"body": "FHS", "role": "partner", "since": -84, "person": "partner", "as": "delegate"},
    {"body": "UNIMIB", "role": "observer", "since": -49, "person": "Delegata", "as": "delegate"},
]
LEFT = {"body": "IULM", "until": -21, "reason": "Segue il lavoro dal Tavolo: l'ufficio residenze è impegnato altrove."}

# Humanitas University is no party of the Accordo Quadro: it comes into this one project, after the first thread was written
GUEST = {
    "key": "guest",
    "body": "HUNIMED",
    "purpose": "Porta i dati sugli alloggi intorno al campus e commenta i criteri di accesso.",
    "days": 90,
}

# each message: body, person (as in JOINED), text
# its bodies beside the one that leads the work
CIRCLE = {
    "name": "Modelli economici",
    "purpose": "Confrontare i costi per posto letto prima di portarli a tutti.",
    "bodies": ("CMM", "UNIMI"),
    "thread": {
        "title": "Costo mensile per posto letto",
        "messages": [
            ("CMM", "Ufficio progetti", "Prima dei criteri ci servono i costi di gestione di ciascuno, anche parziali."),
            ("POLIMI", "delegate", "I nostri sono pronti. Li tengo qui finché non sono confrontabili con quelli della Statale."),
            ("UNIMI", "other_delegate", "D'accordo. Separo affitto e servizi, così i numeri si leggono allo stesso modo."),
        ],
    },
}

THREADS = [
    {
        "title": "Elenco degli alloggi",
        "messages": [
            ("CMM", "Ufficio progetti", "Mancano due elenchi su quattro. Chi li porta prima della seduta?"),
            ("UNIMI", "other_delegate", "Il nostro è pronto: strutture e posti letto, divisi per Comune."),
            (
                "POLIMI",
                "delegate",
                "Il nostro arriva in settimana. Propongo gli stessi campi per tutti:\n\n"
                "1. struttura e indirizzo\n2. posti letto\n3. Comune\n4. requisiti di accesso",
            ),
            (
                "FHS",
                "partner",
                "Posso aggiungere le residenze in gestione sociale: serve una colonna per il canone, @Politecnico di Milano.",
            ),
            ("POLIMI", "technician", "Colonna aggiunta. Il modello è quello di prima, **con il canone in fondo**."),
        ],
    },
    {
        "title": "Criteri di accesso comuni",
        "messages": [
            ("POLIMI", "delegate", "Partiamo da ciò che abbiamo già in comune: reddito e distanza da casa."),
            ("FHS", "partner", "Sulla distanza: conta il tempo di viaggio con i mezzi pubblici, non i chilometri."),
            ("HUNIMED", "guest", "Per chi fa tirocinio in ospedale contano anche gli orari: di notte i mezzi sono pochi."),
            ("UNIMI", "other_delegate", "D'accordo. Scrivo una bozza di una pagina e la porto alla prossima seduta."),
        ],
    },
]
