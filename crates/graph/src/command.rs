//! Applies a command to a thread before its graph continues: it writes to the state, starts nodes and answers
//! interrupts.

use serde_json::{Map, Value};

use super::{
    executor::{Execution, Fault},
    plan::{Task, Writes, check_targets, known_values},
    request::Command,
};
use runyard_core::run::RunError;

impl Execution {
    /// Carries out the command that a run was started with.
    pub(super) async fn command(&mut self, mut command: Command) -> Result<(), Fault> {
        let place = &self.place;
        let run_id = self.job.run.run_id;
        check_targets(&*self.graph, &command.writes.next)?;
        let update: Map<_, _> = std::mem::take(&mut command.writes.values).into_iter().collect();
        command.writes.values = known_values(&*self.graph, &update)?;
        if command.writes != Writes::default() {
            let writes = self.snapshot.commanded(place, run_id, &command.writes)?;
            self.recorder.writes(writes).await?;
            self.snapshot.inject(&*self.graph, &command.writes)?;
        }
        let Some(answer) = command.resume else { return Ok(()) };
        let tasks = self.tasks();
        let pending = &mut self.snapshot.pending.tasks;
        let asking: Vec<_> = tasks
            .iter()
            .filter(|task| {
                pending
                    .get(&task.id)
                    .is_some_and(|attempted| attempted.writes.is_none() && !attempted.interrupts.is_empty())
            })
            .collect();
        let by_id = answer.as_object().filter(|map| !map.is_empty() && map.keys().all(|key| is_interrupt_id(key)));
        let questions = |task: &Task| pending.get(&task.id).map_or(0, |attempted| attempted.interrupts.len());
        if by_id.is_none() && asking.iter().map(|task| questions(task)).sum::<usize>() > 1 {
            return Err(RunError {
                error: "RuntimeError".to_owned(),
                message: "When there are multiple pending interrupts, you must specify the interrupt id when resuming."
                    .to_owned(),
            }
            .into());
        }
        let mut resumed = Vec::new();
        for task in asking {
            let Some(attempted) = pending.get_mut(&task.id) else { continue };
            let answers = attempted.interrupts.iter().filter_map(|interrupt| {
                let id = interrupt.get("id")?.as_str()?;
                let given = by_id.map_or(Some(&answer), |by_id| by_id.get(id))?;
                Some((id.to_owned(), given.clone()))
            });
            let answers: Map<_, _> = answers.collect();
            // A graph that is a node finds out itself which of its tasks asked; a function has one question at a time.
            let given = match self.graph.subgraph(&task.node) {
                Some(_) if !answers.is_empty() => Some(Value::Object(answers)),
                Some(_) => None,
                None => answers.into_iter().map(|(_, given)| given).next(),
            };
            let Some(given) = given else { continue };
            if attempted.resume.run_id != Some(run_id) {
                attempted.resume.values.push(given);
                attempted.resume.run_id = Some(run_id);
            }
            resumed.push((task, attempted.resume.clone()));
        }
        for (task, resume) in resumed {
            let writes = self.snapshot.resumed(place, task, &resume)?;
            self.recorder.writes(writes).await?;
        }
        Ok(())
    }
}

fn is_interrupt_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
