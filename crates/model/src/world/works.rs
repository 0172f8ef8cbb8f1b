//! The works: what was ordered built, and how much of it is done.

/// What can be built along the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Structure {
    Fence = 0,
    Wall = 1,
    Cameras = 2,
}

/// A task: a length of a structure in a county, and by when.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// What.
    pub structure: Structure,
    /// Where.
    pub county: usize,
    /// Still to be built, km.
    pub left_km: f64,
    /// First day on which it is overdue; `None`: there is no deadline.
    pub deadline: Option<i32>,
}

/// Tasks, and lengths ordered and built by structure and county.
#[derive(Clone, Debug)]
pub struct Works {
    /// At most one for each structure and county.
    pub tasks: Vec<Task>,
    /// Ordered in all since the start, km, by structure and county.
    pub ordered_km: [Vec<f64>; 3],
    /// Built since the start, km, by structure and county.
    pub built_km: [Vec<f64>; 3],
}

impl Works {
    /// Nothing ordered.
    pub fn new(counties: usize) -> Works {
        let none = || vec![0.0; counties];
        Works {
            tasks: Vec::new(),
            ordered_km: [none(), none(), none()],
            built_km: [none(), none(), none()],
        }
    }

    /// Takes up a task, in place of what is left of an earlier one.
    pub fn set(&mut self, task: Task) {
        let ordered = &mut self.ordered_km[task.structure as usize][task.county];
        *ordered += task.left_km;
        let same = |t: &&mut Task| t.structure == task.structure && t.county == task.county;
        match self.tasks.iter_mut().find(same) {
            Some(open) => {
                *ordered -= open.left_km;
                *open = task;
            }
            None => self.tasks.push(task),
        }
    }

    /// Numbers of a county's open tasks, the earliest deadline first, those without one last.
    pub fn by_deadline(&self, county: usize) -> Vec<usize> {
        let open = |n: &usize| self.tasks[*n].county == county && self.tasks[*n].left_km > 0.0;
        let mut numbers: Vec<usize> = (0..self.tasks.len()).filter(open).collect();
        numbers.sort_by_key(|n| {
            (
                self.tasks[*n].deadline.unwrap_or(i32::MAX),
                self.tasks[*n].structure as usize,
                *n,
            )
        });
        numbers
    }

    /// So much of a task is done.
    pub fn finish(&mut self, number: usize, km: f64) {
        let task = &mut self.tasks[number];
        self.built_km[task.structure as usize][task.county] += km;
        task.left_km = (task.left_km - km).max(0.0);
    }

    /// Lengths still to be built in a county, and of these overdue on a day, km.
    pub fn left(&self, county: usize, day: u32) -> (f64, f64) {
        let of = |late: bool| {
            self.tasks
                .iter()
                .filter(|t| t.county == county && (!late || t.deadline.is_some_and(|d| d <= day as i32)))
                .map(|t| t.left_km)
                .fold(0.0, |sum, km| sum + km)
        };
        (of(false), of(true))
    }
}
