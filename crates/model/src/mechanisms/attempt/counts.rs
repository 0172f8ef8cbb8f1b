//! Smuggling runs by counts. Those of a county and stratum who run today by the same means are alike until something befalls one of them, so it
//! is drawn how many try, how many of them choose each segment, and after how many that meet nothing the next one does. He is single from there:
//! the way is that of [`passage`] from the danger that he meets, and who he is is drawn when he does not come home. Who leaves is
//! single from the beginning ([`trial`]). The distribution is that of single attempts, but for who comes before whom on one segment and day.
//! Reads and owns what [`trial`] does.
//!
//! Source: exact splits of independent choices (binomial, geometric). Assumed: nothing beyond [`super`].

mod triers;
mod underway;

use super::trial::{self, Morning, Touched, whereabouts};
use super::who::Found;
use super::{Drive, Group};
use crate::chance::{Purpose, Stream};
use crate::facts::{Activity, Fact, Incident, Log};
use crate::mechanisms::bribe::tariff::Tariff;
use crate::mechanisms::passage::odds::{Danger, Odds};
use crate::mechanisms::passage::{self, Crossing};
use crate::units::Money;
use crate::world::county::Counties;
use crate::world::guard::Posts;
use crate::world::resident::Residents;
use crate::world::segment::Segments;
use triers::Triers;
use underway::{Trail, Underway};

/// What those who are moved by counts set out to do.
const RUN: Activity = Activity::Smuggle;

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
    let mut day = Day {
        morning,
        underway: Underway::new(border, touched.segments.len()),
        triers: Vec::with_capacity(border.counties.len() * border.strata.len()),
    };
    let mut found = Found::default();
    for county in 0..border.counties.len() {
        let drive = morning.drive(touched.counties, county);
        let shares = underway::shares(morning.choices.of(county), county, touched.segments);
        for stratum in 0..border.strata.len() {
            let group = |activity| Group {
                county,
                stratum,
                activity,
            };
            trial::all_of(morning, &drive, group(Activity::Leave), &mut found, &mut touched, log);
            day.set_out(group(RUN), &drive, &shares, &mut found, &touched);
        }
        day.underway.choose(
            morning.setting.today,
            morning.choices.of(county),
            county,
            touched.segments,
        );
    }
    for segment in 0..touched.segments.len() {
        if day.underway.nobody(segment) {
            continue;
        }
        for deal in [false, true] {
            day.cross(segment, deal, &mut touched, log);
        }
    }
    day.underway.tell(morning.setting.today, log);
    touched.runs
}

/// Runs of a day.
struct Day<'a> {
    morning: &'a Morning<'a>,
    underway: Underway,
    /// By county, then stratum.
    triers: Vec<Triers>,
}

impl Day<'_> {
    /// How many of a group run today, how many of them by a deal, and to which of the counties within reach.
    fn set_out(
        &mut self,
        group: Group,
        drive: &[Drive; 2],
        shares: &underway::Shares,
        found: &mut Found,
        touched: &Touched,
    ) {
        let setting = &self.morning.setting;
        let (hazard, paying) = self.morning.hazard(drive, group);
        let triers = Triers::of(
            setting.today,
            self.morning.asking,
            hazard,
            group,
            found,
            touched.residents,
        );
        if triers.count() > 0 {
            let mut draws = setting
                .today
                .draws(Purpose::Whither, group.county, group.stratum as u32);
            self.underway
                .set_out(group, (triers.count(), paying), shares, &mut draws);
        }
        self.triers.push(triers);
    }

    /// Those who cross one segment, by a deal or without: so many meet nothing, then one does, until all are through.
    fn cross(&mut self, segment: usize, deal: bool, touched: &mut Touched, log: &mut impl Log) {
        let mut left = self.underway.at(segment, deal);
        if left == 0 {
            return;
        }
        let setting = &self.morning.setting;
        let crossing = Crossing {
            segment,
            activity: RUN,
            // Where nobody stands, nobody is paid.
            brokered: deal && touched.tariff.price[segment][RUN as usize] > Some(0.0),
            // Of nobody yet.
            means: 1.0,
        };
        let price = match crossing.brokered {
            true => touched.tariff.sell(segment, RUN, left),
            false => Money::ZERO,
        };
        let odds = |touched: &Touched| Odds::of(setting, crossing, touched.segments, touched.posts, touched.counties);
        let (mut now, mut mines) = (odds(touched), touched.segments.mines[segment]);
        for event in 0.. {
            let trail = Trail { segment, deal, event };
            let mut draws = setting.today.draws(Purpose::Unmet, segment, trail.number());
            let unmet = draws.misses(now.any(), left);
            touched.segments.tried[segment] += f64::from(unmet);
            touched.segments.through[segment][RUN as usize] += unmet;
            left -= unmet;
            if left == 0 {
                break;
            }
            left -= 1;
            let danger = now.first(draws.uniform());
            self.meet(trail, (crossing, danger), price, &mut draws, touched, log);
            if touched.segments.mines[segment] != mines {
                mines = touched.segments.mines[segment];
                now = odds(touched);
            }
        }
        self.underway
            .come_through(segment, (deal, crossing.brokered), price, touched);
    }

    /// One who meets a danger: who he is as far as it matters, and what comes of it.
    fn meet(
        &mut self,
        trail: Trail,
        (crossing, danger): (Crossing, Danger),
        price: Money,
        draws: &mut Stream,
        touched: &mut Touched,
        log: &mut impl Log,
    ) {
        let (setting, segment) = (&self.morning.setting, trail.segment);
        let (today, border) = (setting.today, setting.terms.border);
        let group = self.underway.single_out(trail, touched.segments, draws);
        let Group { county, stratum, .. } = group;
        let means = border.strata[stratum].means;
        let passed = passage::meet(
            setting,
            (Crossing { means, ..crossing }, danger),
            &mut today.luck.words(Purpose::Met, segment, trail.number(), today.day),
            touched.segments,
            touched.posts,
            touched.counties,
            log,
        );
        let resident = whereabouts(setting, RUN, &passed).map(|whereabouts| {
            let triers = &mut self.triers[county * border.strata.len() + stratum];
            let resident = triers.name((county, stratum), touched.residents, draws);
            touched.residents.leave_home(county, resident, whereabouts);
            resident
        });
        touched.remember(self.morning, group, segment, &passed);
        log.happened(&Fact::Attempt(Incident {
            day: today.day,
            county: county as u16,
            at: touched.segments.county[segment],
            resident,
            count: 1,
            stratum: stratum as u8,
            activity: RUN,
            brokered: crossing.brokered,
            outcome: passed.outcome,
            died: passed.died,
            force: passed.force,
            paid: passed.paid + price,
        }));
    }
}
