//! Guards, one by one, at their posts: a post is one force on one segment. Units are runs of neighbouring posts.

use crate::given::OrderKind;
use crate::units::Money;
use crate::world::Beginning;
use crate::world::segment::Segments;

/// Days for which one has stood there who knows the line: those of the first morning, and who is posted again.
pub const KNOWS_THE_LINE_DAYS: i32 = 365;

/// One guard.
#[derive(Clone, Debug, PartialEq)]
pub struct Guard {
    /// Day on which the present posting began (may lie before day 0).
    pub since: i32,
    /// Place among the accounts of his force, if he has one.
    account: Option<u32>,
    /// Price multiplier, mean 1.
    pub tolerance: f64,
    /// Hazard of discovery that he will live through before somebody notices: a waiting time of mean 1 drawn beforehand.
    unnoticed: f64,
}

impl Guard {
    /// Newly posted.
    pub fn new(since: i32, tolerance: f64, unnoticed: f64) -> Guard {
        Guard {
            since,
            account: None,
            tolerance,
            unnoticed,
        }
    }
}

/// The number of a place in the post of a segment, by which its draws are addressed.
#[inline]
pub fn number(segment: usize, place: usize) -> u32 {
    (segment as u32) << 12 | place as u32 & 0xFFF
}

/// What a guard is involved in: a standing deal, or passages that are neither found out nor forgotten.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Segment of his post.
    pub segment: u32,
    /// Place in the post.
    pub place: u16,
    /// Day on which the standing deal with brokers ends by itself; 0: there is none.
    pub deal_until: u32,
    /// Price multiplier of the guard.
    pub tolerance: f64,
    /// Passages on the account that are not found out nor forgotten.
    pub complicity: f64,
    /// Hazard of discovery still to be lived through until somebody notices.
    pub unnoticed: f64,
}

/// Every post, by force and segment.
#[derive(Clone, Debug)]
pub struct Posts {
    segments: usize,
    guards: Vec<Vec<Guard>>,
    unit: Vec<u32>,
    /// Force of each unit.
    force: Vec<u16>,
    /// Perceived chance of being found out, unit by unit.
    pub fear: Vec<f64>,
    /// Punishments seen today, unit by unit.
    pub punished: Vec<u32>,
    /// Punishments elsewhere in the county that were shown today, unit by unit.
    pub shown: Vec<u32>,
    /// Passages that nobody noticed and that will come to light, unit by unit.
    pub traces: Vec<u32>,
    accounts: Vec<Vec<Account>>,
    /// The cheapest bought guard of a post, if one is: place in the post.
    pub bought: Vec<Option<u16>>,
    /// Guards at a post.
    headcount: Vec<u32>,
    /// Guards on a segment, of whatever force.
    all: Vec<u32>,
    /// Guards of a force in a county, at force × counties + county.
    pub strength: Vec<u32>,
    /// How often a post of a county has grown or shrunk.
    pub moves: Vec<u32>,
    /// Everything guards have received, by force.
    pub received: Vec<Money>,
    counties: usize,
}

/// Guards of a force whom orders, those of the centre among them, may bring to a county.
fn to_come(beginning: &Beginning, force: usize, county: usize) -> f64 {
    let km = |county: usize| beginning.border.counties[county].border_km;
    let ordered: f64 = beginning
        .orders
        .iter()
        .filter(|o| o.kind == OrderKind::Deploy && o.force == Some(force) && o.counties.contains(&county))
        .map(|o| o.size * km(county) / o.counties.iter().map(|c| km(*c)).sum::<f64>())
        .sum();
    let by_itself: f64 = beginning
        .responses
        .iter()
        .filter(|r| r.kind == OrderKind::Deploy && r.force.is_none_or(|sent| sent == force))
        .map(|r| r.size)
        .sum();
    ordered + by_itself
}

impl Posts {
    /// Nobody posted yet; units are laid out by the largest strength that the orders will ever bring.
    pub fn empty(beginning: &Beginning, segments: &Segments) -> Posts {
        let border = beginning.border;
        let (forces, counties, n) = (border.forces.len(), border.counties.len(), segments.len());
        let mut unit = vec![0; forces * n];
        let mut force_of = Vec::new();
        for (f, force) in border.forces.iter().enumerate() {
            for (c, county) in border.counties.iter().enumerate() {
                let strength = force.numbers.strength_per_km * county.border_km + to_come(beginning, f, c);
                let range = segments.of(c);
                let groups = libm::ceil(strength / force.numbers.unit_size).clamp(1.0, range.len() as f64) as usize;
                for (rank, s) in range.clone().enumerate() {
                    unit[f * n + s] = (force_of.len() + rank * groups / range.len()) as u32;
                }
                force_of.resize(force_of.len() + groups, f as u16);
            }
        }
        Posts {
            segments: n,
            guards: vec![Vec::new(); forces * n],
            unit,
            fear: vec![beginning.fear; force_of.len()],
            punished: vec![0; force_of.len()],
            shown: vec![0; force_of.len()],
            traces: vec![0; force_of.len()],
            force: force_of,
            accounts: vec![Vec::new(); forces],
            bought: vec![None; forces * n],
            headcount: vec![0; forces * n],
            all: vec![0; n],
            strength: vec![0; forces * counties],
            moves: vec![0; counties],
            received: vec![Money::ZERO; forces],
            counties,
        }
    }

    /// Index of a post.
    #[inline]
    pub fn post(&self, force: usize, segment: usize) -> usize {
        force * self.segments + segment
    }

    /// The guards of a force on a segment; none where there is no such force.
    #[inline]
    pub fn at(&self, force: usize, segment: usize) -> &[Guard] {
        self.guards
            .get(force * self.segments + segment)
            .map_or(&[], Vec::as_slice)
    }

    /// How many guards of a force stand on a segment.
    #[inline]
    pub fn headcount(&self, force: usize, segment: usize) -> u32 {
        self.headcount[force * self.segments + segment]
    }

    /// Whether the same units stand at the same segments.
    pub fn is_laid_out_as(&self, other: &Posts) -> bool {
        self.unit == other.unit
    }

    /// The unit that stands there.
    #[inline]
    pub fn unit(&self, force: usize, segment: usize) -> usize {
        self.unit[force * self.segments + segment] as usize
    }

    /// The units beside one along the line, of the same force.
    pub fn beside(&self, unit: usize) -> impl Iterator<Item = usize> {
        let own = self.force[unit];
        let beside = [unit.wrapping_sub(1), unit + 1].into_iter();
        beside.filter(move |other| self.force.get(*other) == Some(&own))
    }

    /// How many of a force stand in a county.
    pub fn strength(&self, force: usize, county: usize) -> u32 {
        self.strength[force * self.counties + county]
    }

    /// Posts one more.
    pub fn add(&mut self, force: usize, segment: usize, county: usize, guard: Guard) {
        let post = self.post(force, segment);
        self.guards[post].push(guard);
        self.headcount[post] += 1;
        self.all[segment] += 1;
        self.strength[force * self.counties + county] += 1;
        self.moves[county] += 1;
    }

    /// Takes the last one of a post away, if there is one.
    pub fn remove_last(&mut self, force: usize, segment: usize, county: usize) -> bool {
        let post = self.post(force, segment);
        let Some(guard) = self.guards[post].pop() else {
            return false;
        };
        let place = self.guards[post].len() as u16;
        if let Some(account) = guard.account {
            self.close(force, account as usize);
        }
        self.bought[post] = self.bought[post].filter(|b| *b < place);
        self.headcount[post] -= 1;
        self.all[segment] -= 1;
        self.strength[force * self.counties + county] -= 1;
        self.moves[county] += 1;
        true
    }

    /// Puts another in a guard's place; what the first was involved in goes with him.
    pub fn replace(&mut self, force: usize, segment: usize, place: usize, guard: Guard) {
        let post = self.post(force, segment);
        if let Some(account) = self.guards[post][place].account {
            self.close(force, account as usize);
        }
        self.bought[post] = self.bought[post].filter(|b| *b as usize != place);
        self.guards[post][place] = guard;
    }

    /// What a guard is involved in.
    pub fn account(&self, force: usize, segment: usize, place: usize) -> Option<&Account> {
        let guard = self.at(force, segment).get(place)?;
        self.accounts[force].get(guard.account? as usize)
    }

    /// Every account of a force, in no particular order.
    pub fn accounts(&self, force: usize) -> &[Account] {
        &self.accounts[force]
    }

    /// Every account of a force, to be changed.
    pub fn accounts_mut(&mut self, force: usize) -> &mut [Account] {
        &mut self.accounts[force]
    }

    /// Opens a guard's account, or finds it.
    pub fn account_mut(&mut self, force: usize, segment: usize, place: usize) -> &mut Account {
        let accounts = &mut self.accounts[force];
        let guard = &mut self.guards[force * self.segments + segment][place];
        let number = *guard.account.get_or_insert(accounts.len() as u32) as usize;
        if number == accounts.len() {
            accounts.push(Account {
                segment: segment as u32,
                place: place as u16,
                deal_until: 0,
                tolerance: guard.tolerance,
                complicity: 0.0,
                unnoticed: guard.unnoticed,
            });
        }
        &mut accounts[number]
    }

    /// Goes through every account of a force once, in no particular order, in sight of all posts but these accounts; those that `keep` says nothing
    /// is left of are closed.
    pub fn keep_accounts(&mut self, force: usize, mut keep: impl FnMut(&mut Account, &Posts) -> bool) {
        let mut accounts = core::mem::take(&mut self.accounts[force]);
        let mut ended = Vec::new();
        for (number, account) in accounts.iter_mut().enumerate() {
            if !keep(account, self) {
                ended.push(number);
            }
        }
        // The last first, so that the one which moves into a place is one that stays.
        for &number in ended.iter().rev() {
            let Account {
                segment,
                place,
                unnoticed,
                ..
            } = accounts.swap_remove(number);
            let guard = &mut self.guards[force * self.segments + segment as usize][place as usize];
            (guard.account, guard.unnoticed) = (None, unnoticed);
            if let Some(moved) = accounts.get(number) {
                let post = force * self.segments + moved.segment as usize;
                self.guards[post][moved.place as usize].account = Some(number as u32);
            }
        }
        self.accounts[force] = accounts;
    }

    /// Takes an account out; the last one moves into its place.
    fn close(&mut self, force: usize, number: usize) {
        self.accounts[force].swap_remove(number);
        if let Some(moved) = self.accounts[force].get(number) {
            let post = force * self.segments + moved.segment as usize;
            self.guards[post][moved.place as usize].account = Some(number as u32);
        }
    }

    /// Puts passages on a guard's account and pays for them all.
    pub fn pay(&mut self, force: usize, segment: usize, place: usize, passages: u32, amount: Money) {
        self.account_mut(force, segment, place).complicity += f64::from(passages);
        self.received[force] += amount;
    }

    /// Number of forces.
    pub fn forces(&self) -> usize {
        self.received.len()
    }

    /// Guards on a segment, of whatever force.
    pub fn all_at(&self, segment: usize) -> usize {
        self.all[segment] as usize
    }

    /// Guards in a county, of whatever force.
    pub fn all_in(&self, county: usize) -> u32 {
        (0..self.forces()).map(|force| self.strength(force, county)).sum()
    }

    /// Number of segments.
    pub fn segments(&self) -> usize {
        self.segments
    }
}
