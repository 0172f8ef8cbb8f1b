//! The kinds in which facts come: what it was for, how it ended, by what, and what can be told of.

/// What a resident set out to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Activity {
    /// To leave and not come back.
    Leave = 0,
    /// To fetch or bring goods and come back.
    Smuggle = 1,
}

impl Activity {
    /// Both, by number.
    pub const ALL: [Activity; 2] = [Activity::Leave, Activity::Smuggle];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        ["leave", "smuggle"][self as usize]
    }
}

/// How an attempt ended. Exactly one for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
#[repr(u8)]
pub enum Outcome {
    Crossed = 0,
    TurnedBack = 1,
    Arrested = 2,
    Shot = 3,
    Electrocuted = 4,
    Mine = 5,
    Drowned = 6,
    SentBack = 7,
    Fined = 8,
    Held = 9,
}

impl Outcome {
    /// All, by number.
    pub const ALL: [Outcome; 10] = [
        Outcome::Crossed,
        Outcome::TurnedBack,
        Outcome::Arrested,
        Outcome::Shot,
        Outcome::Electrocuted,
        Outcome::Mine,
        Outcome::Drowned,
        Outcome::SentBack,
        Outcome::Fined,
        Outcome::Held,
    ];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        [
            "crossed",
            "turned-back",
            "arrested",
            "shot",
            "electrocuted",
            "mine",
            "drowned",
            "sent-back",
            "fined",
            "held",
        ][self as usize]
    }
}

/// By what soldiers came to harm, other than by those they watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// At the works.
    Works,
    /// By a mine: laying it, or on mined ground.
    Mine,
}

/// What can be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "their measures say it")]
#[repr(u8)]
pub enum Topic {
    Crossed = 0,
    TurnedBack = 1,
    Arrested = 2,
    Shot = 3,
    Electrocuted = 4,
    Mine = 5,
    Drowned = 6,
    SentBack = 7,
    Fined = 8,
    Held = 9,
    WorkerDeaths = 10,
    FoundOut = 11,
    Loiterers = 12,
    MineSoldierDeaths = 13,
    RingCases = 14,
    OthersShot = 15,
    Animals = 16,
}

impl Topic {
    /// All, by number; the outcomes of attempts first, in the order of [`Outcome::ALL`].
    pub const ALL: [Topic; 17] = [
        Topic::Crossed,
        Topic::TurnedBack,
        Topic::Arrested,
        Topic::Shot,
        Topic::Electrocuted,
        Topic::Mine,
        Topic::Drowned,
        Topic::SentBack,
        Topic::Fined,
        Topic::Held,
        Topic::WorkerDeaths,
        Topic::FoundOut,
        Topic::Loiterers,
        Topic::MineSoldierDeaths,
        Topic::RingCases,
        Topic::OthersShot,
        Topic::Animals,
    ];

    /// The measure of the ledger that counts it where it happens.
    pub const fn measure(self) -> &'static str {
        [
            "crossed_here",
            "turned_back_here",
            "arrested_here",
            "shot_here",
            "electrocuted_here",
            "mine_here",
            "drowned_here",
            "sent_back_here",
            "fined_here",
            "held_here",
            "worker_deaths",
            "found_out",
            "loiterers",
            "mine_soldier_deaths",
            "ring_cases",
            "others_shot",
            "animals",
        ][self as usize]
    }

    /// Its name in scenarios.
    pub const fn name(self) -> &'static str {
        [
            "crossed",
            "turned_back",
            "arrested",
            "shot",
            "electrocuted",
            "mine",
            "drowned",
            "sent_back",
            "fined",
            "held",
            "worker_deaths",
            "found_out",
            "loiterers",
            "mine_soldier_deaths",
            "ring_cases",
            "others_shot",
            "animals",
        ][self as usize]
    }

    /// Whether it happens under the eyes of a unit that has to answer for it: every end of an attempt on this side of the line. The
    /// others are found or handed over by somebody else, or happen to soldiers themselves.
    pub fn under_a_unit(self) -> bool {
        (self as usize) < Topic::SentBack as usize
    }

    /// The end of an attempt as a topic.
    pub fn of(outcome: Outcome) -> Topic {
        Topic::ALL[outcome as usize]
    }
}

/// Who was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payee {
    /// A guard of a force, by the force's number.
    Guard(u8),
    /// A broker.
    Broker,
    /// An official.
    Official,
}

/// For what somebody was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaidFor {
    /// For passages by a standing deal.
    Deal(Activity),
    /// To let somebody go who had been seen.
    OnTheSpot(Activity),
    /// For a ring's run.
    Ring,
    /// To keep quiet about a guard.
    Silence,
}

impl PaidFor {
    /// All of them, by number.
    pub const ALL: [PaidFor; 6] = [
        PaidFor::Deal(Activity::Leave),
        PaidFor::Deal(Activity::Smuggle),
        PaidFor::OnTheSpot(Activity::Leave),
        PaidFor::OnTheSpot(Activity::Smuggle),
        PaidFor::Ring,
        PaidFor::Silence,
    ];

    /// Its place among [`PaidFor::ALL`].
    #[inline]
    pub fn number(self) -> usize {
        match self {
            PaidFor::Deal(activity) => activity as usize,
            PaidFor::OnTheSpot(activity) => 2 + activity as usize,
            PaidFor::Ring => 4,
            PaidFor::Silence => 5,
        }
    }
}

/// How a ring's run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunEnd {
    /// It came through.
    Through,
    /// It was seen, and an official kept it quiet.
    Quashed,
    /// It was seen and became a case.
    Case,
}

/// What somebody abroad did, or what befell him.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Set out from the neighbouring country.
    SetOut,
    /// Was caught, there or on the way.
    Caught,
    /// Was sent back.
    SentBack,
    /// Came home by himself, unseen.
    CameHome,
    /// Was arrested at the line when he came home by himself.
    CaughtComingHome,
    /// Arrived where arrivals are counted.
    Arrived {
        /// Years since leaving.
        years: f64,
        /// Whether he had left before the first day.
        earlier: bool,
    },
}
