//! A number is said once: `numbers!` makes from one statement the field, its documentation and the row of the table that the
//! loader, `amnok explain`, the JSON schema, sweeps and docs/reference read. `sections!` joins the tables of the mechanisms.

pub mod used;

/// The files that read a number, below src of the model, comma-separated; `holder` is a section of scenario.toml, or `force`, `river`,
/// `county`, `strata`, `province`, `command`, `stage`, `outlet`, `sources`, `policy`, `response`, `trade`, `order`. Empty where there is
/// no such number.
pub fn used_by(holder: &str, key: &str) -> &'static str {
    let row = used::USED
        .iter()
        .find(|(of, number, _)| *of == holder && *number == key);
    row.map_or("", |(_, _, files)| files)
}

/// One number, as a row of a table. `T` is what holds it: a mechanism's `Params`, a force, a county; `V` is what is written of it: a
/// number, or twelve, January first.
pub struct Parameter<T: 'static, V: 'static = f64> {
    /// Name in the scenario file, within its section.
    pub key: &'static str,
    /// Unit in words: `share`, `per year`, `km`, `days`, `currency`, …
    pub unit: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// Smallest value that makes sense.
    pub least: f64,
    /// Largest value that makes sense.
    pub most: f64,
    /// Reads it.
    pub read: fn(&T) -> V,
    /// Writes it.
    pub write: fn(&mut T, V),
}

/// How a number is held. What counts persons or days is rounded when it is written.
///
/// ```
/// use amnok_model::parameter::Held;
///
/// /// A spell that is held in hours and written in days.
/// struct Hours(f64);
///
/// impl Held for Hours {
///     type Written = f64;
///
///     fn get(&self) -> f64 {
///         self.0 / 24.0
///     }
///
///     fn set(&mut self, days: f64) {
///         self.0 = days * 24.0;
///     }
/// }
///
/// let mut spell = Hours(0.0);
/// spell.set(1.5);
/// assert_eq!((spell.0, spell.get()), (36.0, 1.5));
/// ```
pub trait Held {
    /// What is written of it.
    type Written;

    /// Reads it.
    fn get(&self) -> Self::Written;

    /// Writes it.
    fn set(&mut self, value: Self::Written);
}

impl Held for f64 {
    type Written = f64;

    fn get(&self) -> f64 {
        *self
    }

    fn set(&mut self, value: f64) {
        *self = value;
    }
}

impl Held for u32 {
    type Written = f64;

    fn get(&self) -> f64 {
        f64::from(*self)
    }

    fn set(&mut self, value: f64) {
        *self = libm::round(value) as u32;
    }
}

/// One that may be missing; what is written is there.
impl Held for Option<u32> {
    type Written = f64;

    fn get(&self) -> f64 {
        self.map_or(0.0, f64::from)
    }

    fn set(&mut self, value: f64) {
        *self = Some(libm::round(value) as u32);
    }
}

/// Twelve months, January first.
impl Held for [f64; 12] {
    type Written = [f64; 12];

    fn get(&self) -> [f64; 12] {
        *self
    }

    fn set(&mut self, value: [f64; 12]) {
        *self = value;
    }
}

/// Reads a number of the whole.
pub type Read<W> = Box<dyn Fn(&W) -> f64 + Send + Sync>;
/// Writes a number of the whole.
pub type Write<W> = Box<dyn Fn(&mut W, f64) + Send + Sync>;

/// A number of the whole `W`, whatever mechanism it belongs to.
pub struct Entry<W> {
    /// Section of the scenario file, which is also the name of the mechanism's file.
    pub section: &'static str,
    /// Name within the section.
    pub key: &'static str,
    /// Unit in words.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Smallest value that makes sense.
    pub least: f64,
    /// Largest value that makes sense.
    pub most: f64,
    /// Reads it.
    pub read: Read<W>,
    /// Writes it.
    pub write: Write<W>,
}

/// Binds a mechanism's table to its place in the whole.
pub fn section<W: 'static, T: 'static>(
    name: &'static str,
    table: &'static [Parameter<T>],
    part: fn(&W) -> &T,
    part_mut: fn(&mut W) -> &mut T,
) -> impl Iterator<Item = Entry<W>> {
    table.iter().map(move |row| Entry {
        section: name,
        key: row.key,
        unit: row.unit,
        meaning: row.meaning,
        least: row.least,
        most: row.most,
        read: Box::new(move |whole| (row.read)(part(whole))),
        write: Box::new(move |whole, value| (row.write)(part_mut(whole), value)),
    })
}

/// A struct of numbers and its table `NUMBERS`, from one statement of each number:
///
/// ```text
/// numbers! {
///     /// The numbers of this mechanism.
///     pub struct Params {
///         /// Meaning, in one sentence.
///         key: f64 = "unit", LEAST..=MOST;
///     }
/// }
/// ```
///
/// A struct that holds more than numbers writes the rest first: `pub struct County { /// Name. pub name: String, } numbers { … }`;
/// `series { … }` instead where each is twelve numbers, January first.
macro_rules! numbers {
    ($(#[doc = $about:literal])+ pub struct $name:ident { $($plain:tt)* } numbers { $($number:tt)+ }) => {
        $crate::parameter::numbers! {
            @make f64, [derive(Clone, Debug, PartialEq)], $(#[doc = $about])+ $name { $($plain)* } { $($number)+ }
        }
    };
    ($(#[doc = $about:literal])+ pub struct $name:ident { $($plain:tt)* } series { $($number:tt)+ }) => {
        $crate::parameter::numbers! {
            @make [f64; 12], [derive(Clone, Debug, PartialEq)], $(#[doc = $about])+ $name { $($plain)* } { $($number)+ }
        }
    };
    ($(#[doc = $about:literal])+ pub struct $name:ident { $($number:tt)+ }) => {
        $crate::parameter::numbers! {
            @make f64, [derive(Clone, Debug, Default, PartialEq)], $(#[doc = $about])+ $name {} { $($number)+ }
        }
    };
    (
        @make $written:ty, [$derive:meta], $(#[doc = $about:literal])+ $name:ident
        { $($(#[doc = $held:literal])+ pub $field:ident: $type:ty,)* }
        { $($(#[doc = $meaning:literal])+ $key:ident: $kind:ty = $unit:literal, $least:literal ..= $most:literal;)+ }
    ) => {
        $(#[doc = $about])+
        #[$derive]
        pub struct $name {
            $($(#[doc = $held])+ pub $field: $type,)*
            $(
                $(#[doc = $meaning])+
                #[doc = concat!("Unit: ", $unit, "; from ", $least, " to ", $most, ".")]
                pub $key: $kind,
            )+
        }

        impl $name {
            /// Key, unit, meaning and bounds of each number, in the order of the statement.
            pub const NUMBERS: &'static [$crate::parameter::Parameter<Self, $written>] = &[$(
                $crate::parameter::Parameter {
                    key: stringify!($key),
                    unit: $unit,
                    meaning: concat!($($meaning),+).trim_ascii(),
                    least: $least,
                    most: $most,
                    read: |held| $crate::parameter::Held::get(&held.$key),
                    write: |held, value| $crate::parameter::Held::set(&mut held.$key, value),
                },
            )+];
        }
    };
}

/// A struct that holds the `Params` of every mechanism named, and `table`, which lists all their numbers by section.
macro_rules! sections {
    (
        $(#[doc = $about:literal])+
        pub struct $name:ident { $($section:ident),+ $(,)? }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $(
                #[doc = concat!("Numbers of [`", stringify!($section), "`].")]
                pub $section: $section::Params,
            )+
        }

        impl $name {
            /// Every number of every mechanism, by section in the order of the statement.
            pub fn table() -> Vec<$crate::parameter::Entry<Self>> {
                let mut all = Vec::new();
                $(all.extend($crate::parameter::section(
                    stringify!($section),
                    $section::Params::NUMBERS,
                    |whole: &Self| &whole.$section,
                    |whole: &mut Self| &mut whole.$section,
                ));)+
                all
            }
        }
    };
}

pub(crate) use {numbers, sections};
