//! The contract, by trait. `contract_tests!` makes a test of each function for a backend.

pub mod assistants;
pub mod checkpoints;
pub mod concurrency;
pub mod copies;
pub mod crons;
pub mod deleting;
pub mod durability;
pub mod events;
pub mod expiry;
pub mod items;
pub mod model;
pub mod nearest;
pub mod queue;
pub mod runs;
pub mod searches;
pub mod stopping;
pub mod threads;
pub mod webhooks;

/// Makes the tests of a backend; the argument is an expression that makes a place for a database.
macro_rules! contract_tests {
    ($backend:expr) => {
        $crate::contract::cases! { $backend;
            assistants: system_assistants_are_made_once, system_assistants_follow_the_configuration_until_they_are_changed, an_assistant_is_created_once, every_change_is_a_version,
                a_version_is_chosen_and_changed, versions_are_listed_and_outlive_the_server, a_search_filters_sorts_and_pages,
                rare_and_common_give_the_same, a_search_sees_the_shown_version, deleting_takes_versions_and_stops_runs,
                deleting_may_take_threads, deleting_goes_in_steps;
            threads: create_get_patch_delete, metadata_is_merged_and_found, searches_sort_and_page,
                a_search_looks_into_values, rare_and_common_labels_give_the_same, a_state_update_sets_values;
            copies: a_copy_has_everything_but_runs, a_copy_goes_by_its_own_id, a_busy_thread_is_copied_as_it_is,
                a_copy_and_its_original_end_apart, a_prune_keeps_the_newest_of_each_namespace, a_prune_keeps_what_deltas_need,
                sizes_are_those_of_what_is_kept;
            deleting: a_large_thread_is_gone_at_once, what_was_deleted_before_the_end_does_not_come_back;
            searches: every_way_finds_the_same;
            expiry: a_time_to_live_is_kept, threads_expire_in_order_and_in_parts, a_thread_in_use_does_not_expire,
                a_thread_is_pruned_once_after_each_change, a_run_gives_the_thread_that_it_makes_a_time_to_live;
            runs: a_run_lives_and_its_thread_follows, a_missing_thread_is_refused_or_made, reject_counts_whatever_is_in_flight,
                an_end_without_a_checkpoint_leaves_values, an_end_of_another_attempt_is_stale, stateless_runs_take_their_thread,
                runs_are_listed_newest_first, a_deleted_thread_takes_everything, an_unfinished_status_is_no_end,
                several_runs_are_created_together_or_not_at_all, runs_in_flight_are_listed;
            queue: order_is_that_of_creation, a_claim_of_graphs_leaves_the_others, delays_hold_back, a_clock_that_is_set_back_holds_up_no_run, a_backlog_does_not_slow_others,
                a_released_run_is_first_again, waits_are_told, faults_are_counted, recovery_requeues_and_ends;
            stopping: interrupt_and_rollback_on_create, cancel_before_and_after_the_start, rollback_takes_what_the_run_made,
                a_run_deleted_while_running_holds_its_thread, deleting_what_does_not_run;
            model: random_transitions_keep_the_queue_right;
            concurrency: creates_from_many_tasks;
            crons: crons_are_created_changed_and_deleted, a_search_filters_sorts_and_pages, due_crons_come_in_order,
                a_tick_creates_its_run_once, a_cron_goes_with_its_thread, a_cron_goes_with_its_assistant, crons_outlive_the_server;
            checkpoints: a_graph_may_checkpoint_to_a_thread_of_its_own, values_come_with_their_checkpoint, checkpoints_are_kept_up, writes_are_kept_or_replaced, checkpoints_are_listed_newest_first,
                nothing_is_kept_for_a_thread_that_is_gone;
            events: a_log_is_read_in_parts, the_end_of_a_threads_logs_is_known, logs_of_ended_runs_are_trimmed;
            items: put_get_delete, odd_values_are_kept_as_they_are, search_below_a_namespace, namespaces_are_listed, items_expire, expired_items_are_swept;
            nearest: the_nearest_come_first, vectors_change_with_their_items, many_vectors_are_compared_exactly,
                vectors_of_another_index_are_not_compared, items_are_indexed_later;
            webhooks: an_end_is_put_into_the_outbox, values_are_those_of_the_thread_after_the_run, whatever_ends_a_run_is_told,
                failures_are_tried_again_or_kept, a_busy_receiver_does_not_hold_up_others, deliveries_outlive_the_server;
            durability: what_was_answered_is_there_after_reopening, a_closed_backend_says_so, it_tells_of_itself;
        }
    };
}
pub(crate) use contract_tests;

/// A test per name.
macro_rules! cases {
    ($backend:expr; $($module:ident: $($name:ident),+ $(,)?;)+) => { $(
        mod $module {
            #[allow(unused_imports, reason = "the backend's expression may name anything of its module")]
            use super::*;
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    let backend = $backend;
                    $crate::contract::$module::$name(&backend).await;
                }
            )+
        }
    )+ };
}
pub(crate) use cases;
