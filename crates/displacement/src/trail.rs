//! What happens to people who are followed hop by hop, and where they are by it.

use crate::network::Network;

/// What happens to somebody who is followed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TrailEvent {
    /// They begin at a place.
    Begins(u32),
    /// They set out on a link.
    SetsOut(u32),
    /// They arrive at a place: the end of the link, or its beginning where it was closed under them.
    Arrives(u32),
    /// In the evening, so far have they come today. Unit: km.
    Evening(f64),
}

/// One thing that happens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Who: a number from 1, in the order in which they came.
    pub tracer: u32,
    /// When; what is there before the first day is of day 0.
    pub day: u32,
    /// What.
    pub what: TrailEvent,
}

/// What happened to those who are followed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trail {
    /// Whom each is among all people, from 0 in the order in which they came; the first followed first.
    pub people: Vec<u32>,
    /// What happened: that to the first of them, in the order in which it did, then that to the second.
    pub steps: Vec<Step>,
    day: u32,
}

/// A link that somebody took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hop {
    /// Number of the link.
    pub link: u32,
    /// Day on which they set out.
    pub set_out: u32,
    /// Place that they reached and the day: the end of the link, or its beginning where it was closed under them; nothing: they are
    /// still on it.
    pub reached: Option<(u32, u32)>,
}

/// Where somebody is in the evening of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evening {
    /// Place, or link where `travelling`.
    pub at: u32,
    /// On a link.
    pub travelling: bool,
    /// Links they have come to the end of.
    pub hops: u32,
    /// Length of these. Unit: km.
    pub km: f64,
    /// Way covered today. Unit: km.
    pub today: f64,
}

impl Trail {
    /// Begins a day.
    pub fn morning(&mut self, day: u32) {
        self.day = day;
    }

    /// Writes down what happens to somebody, if they are followed.
    #[inline]
    pub fn note(&mut self, tracer: u32, what: TrailEvent) {
        if tracer > 0 {
            let day = self.day;
            self.steps.push(Step { tracer, day, what });
        }
    }

    /// Puts what happened in order by whom it happened to.
    pub fn sort(&mut self) {
        self.steps.sort_by_key(|step| step.tracer);
    }

    /// What happened to one of those who are followed, by their number from 1.
    pub fn of(&self, tracer: u32) -> &[Step] {
        let first = self.steps.partition_point(|step| step.tracer < tracer);
        let all = &self.steps[first..];
        &all[..all.partition_point(|step| step.tracer == tracer)]
    }

    /// Where one of them began, and on which day; nothing if they never did.
    pub fn beginning(&self, tracer: u32) -> Option<(u32, u32)> {
        let first = self.of(tracer).first()?;
        match first.what {
            TrailEvent::Begins(place) => Some((place, first.day)),
            _ => None,
        }
    }

    /// The links that one of them took.
    pub fn hops(&self, tracer: u32) -> Vec<Hop> {
        let mut hops: Vec<Hop> = Vec::new();
        for Step { day, what, .. } in self.of(tracer) {
            match (what, hops.last_mut()) {
                (TrailEvent::SetsOut(link), _) => hops.push(Hop {
                    link: *link,
                    set_out: *day,
                    reached: None,
                }),
                (TrailEvent::Arrives(place), Some(hop)) => hop.reached = Some((*place, *day)),
                _ => {}
            }
        }
        hops
    }

    /// Where one of them is in the evening of each day, from the day on which they begin.
    pub fn evenings(&self, tracer: u32, network: &Network, days: u32) -> Vec<(u32, Evening)> {
        let Some((place, begins)) = self.beginning(tracer) else {
            return Vec::new();
        };
        let mut now = Evening {
            at: place,
            ..Evening::default()
        };
        let mut steps = self.of(tracer).iter().peekable();
        let mut all = Vec::new();
        for day in begins..days {
            now.today = 0.0;
            while let Some(step) = steps.next_if(|step| step.day == day) {
                now.take(step.what, network);
            }
            all.push((day, now));
        }
        all
    }
}

impl Evening {
    fn take(&mut self, what: TrailEvent, network: &Network) {
        match what {
            TrailEvent::Begins(place) => self.at = place,
            TrailEvent::SetsOut(link) => (self.at, self.travelling) = (link, true),
            TrailEvent::Arrives(place) => {
                let link = &network.links[self.at as usize];
                if link.to == place as usize {
                    self.hops += 1;
                    self.km += link.km;
                }
                (self.at, self.travelling) = (place, false);
            }
            TrailEvent::Evening(km) => self.today = km,
        }
    }
}
