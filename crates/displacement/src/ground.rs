//! What people stand on: the network, the options in it, and who is where at this moment.

use crate::choices::{Choice, Choices};
use crate::guide::Guide;
use crate::network::Network;
use crate::state::{State, States};
use crate::sums::Sums;
use crate::trail::Trail;
use crate::traits::Traits;
use amnok_chance::{Luck, Stream};

/// Whoever moves people over a network: both engines.
///
/// ```
/// use amnok_chance::Luck;
/// use amnok_displacement::ground::{Ground, Travellers};
/// use amnok_displacement::network::{Network, Place, Rules};
/// use amnok_displacement::state::State;
///
/// /// People who stay where they begin.
/// struct Staying;
///
/// impl Travellers for Staying {
///     const ONE_BY_ONE: bool = false;
///
///     fn begin(&mut self, ground: &mut Ground, state: State, count: u32, _seniority: usize) {
///         ground.present[state.at as usize] += i64::from(count);
///     }
///
///     fn cut(&mut self, _ground: &mut Ground, _link: usize) {}
///
///     fn day(&mut self, _ground: &mut Ground, _luck: Luck, _day: u32, on: &dyn Fn() -> bool) -> Option<()> {
///         on().then_some(())
///     }
/// }
///
/// let mut ground = Ground::new(Network::new(vec![Place::default()], Rules::default()));
/// Staying.add(&mut ground, 0, 30, 0);
/// Staying.day(&mut ground, Luck { seed: 1, replicate: 0 }, 0, &|| true).expect("a whole day");
/// assert_eq!(ground.present, [30]);
/// ```
pub trait Travellers {
    /// Whether everybody is created on their own.
    const ONE_BY_ONE: bool;
    /// People who begin in a state today. `seniority` is the group of those who came at about the same time, from 0.
    fn begin(&mut self, ground: &mut Ground, state: State, count: u32, seniority: usize);
    /// People of the first kind who begin at a place today.
    fn add(&mut self, ground: &mut Ground, place: usize, count: u32, seniority: usize) {
        let state = State::beginning(place, ground.traits.who(0, place), &ground.network.rules);
        self.begin(ground, state, count, seniority);
    }
    /// People who begin at a place today, of kinds that are drawn.
    fn come(&mut self, ground: &mut Ground, place: usize, count: u32, seniority: usize, stream: &mut Stream) {
        if ground.traits.shares.is_empty() {
            return self.add(ground, place, count, seniority);
        }
        let (times, each) = if Self::ONE_BY_ONE { (count, 1) } else { (1, count) };
        let mut drawn = Vec::new();
        for _ in 0..times {
            ground.traits.split(place, each, stream, |who, n| drawn.push((who, n)));
            for (who, n) in drawn.drain(..) {
                let state = State::beginning(place, who, &ground.network.rules);
                self.begin(ground, state, n, seniority);
            }
        }
    }
    /// Takes note that a link was closed under those who are on it.
    fn cut(&mut self, ground: &mut Ground, link: usize);
    /// One day: everybody decides, then everybody on a link travels. Asks `on` again and again, and breaks off with `None` where it
    /// says no: what is left then is no whole day.
    fn day(&mut self, ground: &mut Ground, luck: Luck, day: u32, on: &dyn Fn() -> bool) -> Option<()>;
}

/// Whether to go on; asked at every so many steps, since asking costs as much as a few of them.
pub(crate) fn asked(step: usize, on: &dyn Fn() -> bool) -> Option<()> {
    (!step.is_multiple_of(64) || on()).then_some(())
}

/// What is known in the morning of those of a kind who will decide at a place.
#[derive(Clone, Copy, Debug)]
pub struct Standpoint {
    /// Chance of acting today of somebody who rests there without a planned route.
    pub chance: f64,
    /// Whether those who have come far too little are driven on there, where short stints are avoided.
    pub drives_on: bool,
    /// Whether there are options and their weights hold all day, whoever comes and goes.
    pub steady: bool,
    /// The first option and the end of all, in the order of all places.
    options: (u32, u32),
    /// How far the weights of the kind are behind them.
    before: usize,
    /// To the option at a point on the scale of these weights.
    pub guide: Guide,
}

/// What both engines stand on: the network, the choices in it, the states met so far, and who is where.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Places, links, rules.
    pub network: Network,
    /// Where one can go, and how it weighs today.
    pub choices: Choices,
    /// States met so far.
    pub states: States,
    /// People at each place at this moment; those on links are at none.
    pub present: Vec<i64>,
    /// People who set out on each link since the beginning.
    pub flows: Vec<u64>,
    /// Who people are.
    pub traits: Traits,
    /// Whether it is a day of harvest.
    pub harvest: bool,
    /// What happens to those who are followed.
    pub trail: Trail,
    /// By kind and place, those of the first kind first.
    standpoints: Vec<Standpoint>,
    /// The largest chance of acting today over all kinds, by place.
    most: Vec<f64>,
    /// From how many people on nobody sets out for each place today.
    turned_away: Vec<i64>,
    /// How many mornings there were.
    mornings: u32,
}

impl Ground {
    /// An empty network.
    pub fn new(network: Network) -> Ground {
        Ground {
            present: vec![0; network.places.len()],
            flows: vec![0; network.links.len()],
            choices: Choices::new(&network),
            states: States::default(),
            traits: Traits::default(),
            harvest: false,
            trail: Trail::default(),
            standpoints: Vec::new(),
            most: Vec::new(),
            turned_away: Vec::new(),
            mornings: 0,
            network,
        }
    }

    /// The morning of a day: options and chances; `alike` are factors of every place by kind, or none.
    pub fn prepare(&mut self, alike: &[f64], day: u32) {
        self.mornings += 1;
        self.choices.prepare(&self.network, &self.traits, alike, day);
        self.turned_away.clear();
        let places = 0..self.network.places.len();
        self.turned_away
            .extend(places.map(|place| self.network.turned_away(place)));
        self.standpoints.clear();
        self.most.clear();
        self.most.resize(self.network.places.len(), 0.0);
        for (number, kind) in self.traits.kinds.iter().enumerate() {
            for (place, most) in self.most.iter_mut().enumerate() {
                let chance = self.network.acting_chance(place, kind);
                let (options, before) = self.choices.position(place, number);
                self.standpoints.push(Standpoint {
                    chance,
                    drives_on: self.network.rules.avoid_short_stints && self.network.places[place].town,
                    steady: self.choices.is_steady(place, number, &self.network.rules),
                    options,
                    before,
                    guide: Guide::new(self.choices.at(options, before).1),
                });
                *most = most.max(chance);
            }
        }
    }

    /// What is known of those of a kind who decide at a place.
    #[inline]
    pub fn standpoint(&self, place: usize, kind: usize) -> &Standpoint {
        &self.standpoints[kind * self.network.places.len() + place]
    }

    /// The options there, and their weights of the day, each added to those before it.
    #[inline]
    pub fn from_standpoint(&self, standpoint: &Standpoint) -> (&[Choice], &[f64]) {
        self.choices.at(standpoint.options, standpoint.before)
    }

    /// Chance of acting today of somebody of a kind who rests at a place without a planned route.
    #[inline]
    pub fn acting(&self, place: usize, kind: usize) -> f64 {
        self.standpoint(place, kind).chance
    }

    /// The largest of these chances over all kinds.
    #[inline]
    pub fn most_acting(&self, place: usize) -> f64 {
        self.most[place]
    }

    /// Those who rest go home for the harvest, where they are counted, or back to where they had been; whether they only bring in
    /// the harvest today.
    pub fn harvest(&mut self, state: &mut State, count: u32) -> bool {
        let kind = &self.traits.kinds[self.traits.kind(state.who)];
        let today = self.harvest && (kind.farmer || !self.network.rules.farmers_only);
        if today != state.harvesting {
            let home = self.traits.home(state.who);
            let (from, to) = match today {
                true => (state.at as usize, home),
                false => (home, state.at as usize),
            };
            self.present[from] -= i64::from(count);
            self.present[to] += i64::from(count);
            state.harvesting = today;
        }
        today
    }

    /// So many leave a place by a link.
    #[inline]
    pub fn sets_out(&mut self, place: usize, link: u32, count: u32) {
        self.present[place] -= i64::from(count);
        self.flows[link as usize] += u64::from(count);
    }

    /// Whether there is room for all at this moment wherever an option of a place ends.
    #[inline]
    pub fn has_room_around(&self, place: usize) -> bool {
        let mut ends = self.choices.limited(place).iter();
        ends.all(|end| end.is_free(self.present[end.place as usize]))
    }

    /// Weights of the options of a place for people of a kind, each added to those before it, where those of the day hold at this moment.
    #[inline]
    pub fn ends_of_the_day(&self, place: usize, kind: usize) -> Option<&[f64]> {
        let standpoint = self.standpoint(place, kind);
        let hold = standpoint.steady || self.choices.is_plain(place, kind) && self.has_room_around(place);
        hold.then(|| self.from_standpoint(standpoint).1)
    }

    /// Weights of the options of a place for people of a kind at this moment, each added to those before it; worked out into `out` where those
    /// of the day do not hold.
    #[inline]
    pub fn ends_now<'a>(&'a self, place: usize, kind: usize, out: &'a mut Sums) -> &'a [f64] {
        let standpoint = self.standpoint(place, kind);
        match standpoint.steady {
            true => self.from_standpoint(standpoint).1,
            false => self.ends_by_room(place, kind, out),
        }
    }

    /// The same where those of the day may not hold.
    #[inline]
    pub fn ends_by_room<'a>(&'a self, place: usize, kind: usize, out: &'a mut Sums) -> &'a [f64] {
        out.now(
            (&self.choices, &self.network, &self.present),
            (place, kind),
            self.mornings,
        )
    }

    /// Whether nobody may set out towards a place at this moment: [`Network::turns_away`].
    #[inline]
    pub fn is_full(&self, place: usize) -> bool {
        self.present[place] >= self.turned_away[place]
    }
}
