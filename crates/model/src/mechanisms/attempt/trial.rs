//! Everyone who tries today, one attempt after the other, and what each leaves behind.

use super::place::Choices;
use super::who::{self, Asking, Found};
use super::{Drive, Group, Params};
use crate::chance::Purpose;
use crate::facts::{Activity, Fact, Incident, Log, Outcome};
use crate::given::Border;
use crate::mechanisms::bribe::tariff::Tariff;
use crate::mechanisms::passage::{self, Crossing, PassageEnd, Setting, draw_index};
use crate::world::county::Counties;
use crate::world::guard::Posts;
use crate::world::resident::{self, Residents, Whereabouts};
use crate::world::segment::Segments;

/// What everybody who tries today meets, and what nobody's attempt changes.
#[derive(Clone, Copy, Debug)]
pub struct Morning<'a> {
    /// Numbers of this mechanism.
    pub params: &'a Params,
    /// What stands in the way.
    pub setting: Setting<'a>,
    /// How residents are asked.
    pub asking: &'a Asking,
    /// Where they try.
    pub choices: &'a Choices,
    /// Multiplier of the means of those with kin abroad, by county ([`crate::mechanisms::remittance::means`]).
    pub from_kin: &'a [f64],
    /// How many failures the news of a death counts for ([`crate::mechanisms::belief::Params::death_weight`]).
    pub death_weight: f64,
}

impl Morning<'_> {
    /// What drives the residents of a county today, by activity.
    pub(super) fn drive(&self, counties: &Counties, county: usize) -> [Drive; 2] {
        Drive::of(
            self.setting.today,
            self.params,
            self.setting.terms.border,
            counties,
            county,
        )
    }

    /// The daily hazard of a group, and the chance that one who tries pays ([`Drive::hazard`]).
    pub(super) fn hazard(&self, drive: &[Drive; 2], group: Group) -> (f64, f64) {
        let stratum = &self.setting.terms.border.strata[group.stratum];
        drive[group.activity as usize].hazard(stratum, group.activity, self.from_kin[group.county])
    }
}

/// One who tries.
struct Who {
    group: Group,
    resident: u32,
    /// Chance that he pays beforehand.
    paying: f64,
}

/// What attempts change.
pub(super) struct Touched<'a> {
    pub(super) tariff: &'a mut Tariff,
    pub(super) segments: &'a mut Segments,
    pub(super) posts: &'a mut Posts,
    pub(super) counties: &'a mut Counties,
    pub(super) residents: &'a mut Residents,
    /// Smuggling runs that came through today, by county.
    pub(super) runs: Vec<u32>,
}

impl<'a> Touched<'a> {
    /// Before anybody has tried.
    pub(super) fn new(
        border: Border<'_>,
        tariff: &'a mut Tariff,
        segments: &'a mut Segments,
        posts: &'a mut Posts,
        counties: &'a mut Counties,
        residents: &'a mut Residents,
    ) -> Self {
        Touched {
            tariff,
            segments,
            posts,
            counties,
            residents,
            runs: vec![0; border.counties.len()],
        }
    }
}

/// Everyone's attempts of a day. Returns smuggling runs that came through, by county.
// Not inlined, so that what it costs can be counted by itself (benchmark IR).
#[inline(never)]
pub fn step(
    morning: &Morning,
    tariff: &mut Tariff,
    segments: &mut Segments,
    posts: &mut Posts,
    counties: &mut Counties,
    residents: &mut Residents,
    log: &mut impl Log,
) -> Vec<u32> {
    let border = morning.setting.terms.border;
    let mut touched = Touched::new(border, tariff, segments, posts, counties, residents);
    let mut found = Found::default();
    for county in 0..border.counties.len() {
        let drive = morning.drive(touched.counties, county);
        for stratum in 0..border.strata.len() {
            for activity in Activity::ALL {
                let group = Group {
                    county,
                    stratum,
                    activity,
                };
                all_of(morning, &drive, group, &mut found, &mut touched, log);
            }
        }
    }
    touched.runs
}

/// Attempts of a group; `found` is room to work in.
pub(super) fn all_of(
    morning: &Morning,
    drive: &[Drive; 2],
    group: Group,
    found: &mut Found,
    touched: &mut Touched,
    log: &mut impl Log,
) {
    let today = morning.setting.today;
    let (hazard, paying) = morning.hazard(drive, group);
    let members = touched.residents.members(group.county, group.stratum);
    who::who(today, morning.asking, hazard, group, members, found);
    for &resident in found.all() {
        if touched.residents.at_home(group.county, resident) {
            let who = Who {
                group,
                resident,
                paying,
            };
            one(morning, &who, touched, log);
        }
    }
}

/// One attempt from beginning to end.
fn one(morning: &Morning, who: &Who, touched: &mut Touched, log: &mut impl Log) {
    let Group {
        county,
        stratum,
        activity,
    } = who.group;
    let Setting { today, terms, .. } = morning.setting;
    let place = resident::place(county, activity);
    let mut draws = today.luck.words(Purpose::Attempt, place, who.resident, today.day);
    let brokered = draws.chance(draw_index::PAYS, who.paying);
    let choice = morning.choices.of(county);
    let segment = choice.pick(brokered.then_some(activity as usize), draws.uniform(draw_index::WHERE));
    let crossing = Crossing {
        segment,
        activity,
        // Where nobody stands, nobody is paid.
        brokered: brokered && touched.tariff.price[segment][activity as usize] > Some(0.0),
        means: terms.border.strata[stratum].means,
    };
    let passed = passage::pass(
        &morning.setting,
        crossing,
        &mut draws,
        touched.segments,
        touched.posts,
        touched.counties,
        log,
    );
    if let Some(whereabouts) = whereabouts(&morning.setting, activity, &passed) {
        touched.residents.leave_home(county, who.resident, whereabouts);
    }
    touched.remember(morning, who.group, segment, &passed);
    let beforehand = crossing.brokered.then(|| touched.tariff.sell(segment, activity, 1));
    log.happened(&Fact::Attempt(Incident {
        day: today.day,
        county: county as u16,
        at: touched.segments.county[segment],
        resident: Some(who.resident),
        count: 1,
        stratum: stratum as u8,
        activity,
        brokered: crossing.brokered,
        outcome: passed.outcome,
        died: passed.died,
        force: passed.force,
        paid: passed.paid + beforehand.unwrap_or_default(),
    }));
}

impl Touched<'_> {
    /// What an attempt leaves behind: goods, and what those who hear of it will make of it.
    #[inline]
    pub(super) fn remember(&mut self, morning: &Morning, group: Group, segment: usize, passed: &PassageEnd) {
        let Group { county, activity, .. } = group;
        let through = passed.outcome == Outcome::Crossed;
        self.runs[county] += u32::from(through && activity == Activity::Smuggle);
        let heard = if passed.died {
            morning.death_weight.max(1.0)
        } else {
            1.0
        };
        self.segments.through[segment][activity as usize] += u32::from(through);
        self.segments.tried[segment] += heard;
        self.segments.failed[segment] += if through { 0.0 } else { heard };
    }
}

/// Where an outcome leaves the one who tried; `None`: at home.
#[inline]
pub(super) fn whereabouts(setting: &Setting, activity: Activity, passed: &PassageEnd) -> Option<Whereabouts> {
    let days = match activity {
        Activity::Leave => setting.params.detention_leave_days,
        Activity::Smuggle => setting.params.detention_smuggle_days,
    };
    match passed.outcome {
        _ if passed.died => Some(Whereabouts::Dead),
        Outcome::Crossed if activity == Activity::Leave => Some(Whereabouts::Abroad),
        Outcome::Held => Some(Whereabouts::HeldAbroad),
        Outcome::Arrested | Outcome::Shot | Outcome::Mine | Outcome::SentBack => {
            Some(Whereabouts::Detained(setting.today.day + 1 + days as u32))
        }
        _ => None,
    }
}
