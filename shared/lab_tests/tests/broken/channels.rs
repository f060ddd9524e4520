use lab::sync::{Arc, Mutex};
use lab::{channel, thread};

use crate::case::{Case, Ends};

pub const CASES: &[Case] = &[
    Case {
        name: "leaked_sender",
        program: leaked_sender,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "`results` is empty but open: 1 sender is still alive",
            "held by main",
            "let (results_tx, results_rx) = channel::unbounded();",
            "main must drop the sender of `results` made at",
            "results_rx.iter().sum()",
        ],
    },
    Case {
        name: "sender_between_stages_is_left",
        program: sender_between_stages_is_left,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &["main must drop the sender of `halves` made at"],
    },
    Case {
        name: "worker_keeps_a_sender_to_itself",
        program: worker_keeps_a_sender_to_itself,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &["thread 1 itself keeps it open", "jobs_tx.clone()"],
    },
    Case {
        name: "rendezvous_without_partner",
        program: rendezvous_without_partner,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &["main itself is the one who should receive"],
    },
    Case {
        name: "send_to_oneself_on_a_full_channel",
        program: send_to_oneself_on_a_full_channel,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &["is full (2 queued)", "in another thread while main sends"],
    },
    Case {
        name: "jobs_and_results_both_full",
        program: jobs_and_results_both_full,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 250,
        says: &[
            "main waits to send to `jobs_tx` and needs worker for it",
            "worker waits to send to `results_tx` and needs main for it",
            "receive while you send",
        ],
    },
    Case {
        name: "submitter_keeps_a_receiver_of_jobs",
        program: submitter_keeps_a_receiver_of_jobs,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "main waits to send to `jobs_tx` and needs worker for it",
            "worker waits to send to `results_tx` and needs main for it",
            "receive while you send",
        ],
    },
    Case {
        name: "worker_that_answers_has_ended",
        program: worker_that_answers_has_ended,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "the last to receive from it was server, which has ended",
            "server took such messages, but has ended",
            "server must go on receiving from `requests` until it is closed",
        ],
    },
    Case {
        name: "worker_that_finds_nothing_has_ended",
        program: worker_that_finds_nothing_has_ended,
        ends: Ends::Deadlock,
        deviations: 1,
        least: 50,
        says: &[
            "the last to look into it was server, which has ended",
            "server looked for such messages too early, and has ended",
            "server must not end because `requests` is empty for now",
        ],
    },
    Case {
        name: "two_keep_a_channel_open_that_both_wait_for",
        program: two_keep_a_channel_open_that_both_wait_for,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "`tasks` closes when the last of its senders is dropped",
            "3 threads hold one while they wait",
        ],
    },
    Case {
        name: "two_threads_each_send_first",
        program: two_threads_each_send_first,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &["`pings_tx`", "`pongs_tx`"],
    },
    Case {
        name: "receiver_kept_alive_in_an_arc",
        program: receiver_kept_alive_in_an_arc,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 250,
        says: &["main waits to send to `jobs_tx`", "receiver made at"],
    },
    Case {
        name: "select_on_a_channel_nobody_closes",
        program: select_on_a_channel_nobody_closes,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "waits in a select",
            "`stop` is empty but open",
            "main must drop the sender of",
        ],
    },
    Case {
        name: "select_that_starves",
        program: select_that_starves,
        ends: Ends::StepBound,
        deviations: 0,
        least: 500,
        says: &["thread 1", "too many steps"],
    },
    Case {
        name: "receives_one_answer_too_many",
        program: receives_one_answer_too_many,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &["`answers` is empty but open"],
    },
    Case {
        name: "reads_what_never_delivers",
        program: reads_what_never_delivers,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &["main waits on a channel that never delivers"],
    },
    Case {
        name: "queue_is_its_own_message",
        program: queue_is_its_own_message,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &["`mail` is empty but open"],
    },
    Case {
        name: "request_is_left_in_its_queue",
        program: request_is_left_in_its_queue,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &["main must go on receiving from `requests`, or drop its receiver"],
    },
];

fn submitter_keeps_a_receiver_of_jobs() {
    let (jobs_tx, jobs_rx) = channel::bounded(1);
    let (results_tx, results_rx) = channel::bounded(1);
    let jobs = jobs_rx.clone();
    let worker = thread::Builder::new().name("worker".to_owned());
    let worker = worker
        .spawn(move || {
            for job in jobs {
                if results_tx.send(job).is_err() {
                    break;
                }
            }
        })
        .unwrap();
    for job in 0..6 {
        jobs_tx.send(job).unwrap();
    }
    drop((jobs_tx, jobs_rx));
    assert_eq!(results_rx.iter().count(), 6);
    worker.join().unwrap();
}

/// The pool itself keeps a receiver, so that requests can still be sent.
fn worker_that_answers_has_ended() {
    let (requests_tx, requests_rx) = channel::unbounded::<channel::Sender<u32>>();
    let requests = requests_rx.clone();
    let server = thread::Builder::new().name("server".to_owned());
    let server = server
        .spawn(move || {
            for answer in requests {
                if answer.send(1).is_err() {
                    break;
                }
            }
        })
        .unwrap();
    let (unwanted_tx, unwanted_rx) = channel::bounded(1);
    drop(unwanted_rx);
    requests_tx.send(unwanted_tx).unwrap();
    let (answer_tx, answer_rx) = channel::bounded(1);
    requests_tx.send(answer_tx).unwrap();
    answer_rx.recv().unwrap();
    drop((requests_tx, requests_rx));
    server.join().unwrap();
}

fn worker_that_finds_nothing_has_ended() {
    let (requests_tx, requests_rx) = channel::unbounded::<channel::Sender<u32>>();
    let requests = requests_rx.clone();
    let server = thread::Builder::new().name("server".to_owned());
    let server = server
        .spawn(move || {
            while let Ok(answer) = requests.try_recv() {
                answer.send(1).unwrap();
            }
        })
        .unwrap();
    let (answer_tx, answer_rx) = channel::bounded(1);
    requests_tx.send(answer_tx).unwrap();
    answer_rx.recv().unwrap();
    drop((requests_tx, requests_rx));
    server.join().unwrap();
}

fn two_keep_a_channel_open_that_both_wait_for() {
    let (tasks_tx, tasks_rx) = channel::unbounded::<u32>();
    let workers = [1, 2].map(|_| {
        let (tasks_tx, tasks_rx) = (tasks_tx.clone(), tasks_rx.clone());
        thread::spawn(move || {
            for task in tasks_rx {
                if task > 0 {
                    tasks_tx.send(task - 1).unwrap();
                }
            }
        })
    });
    tasks_tx.send(2).unwrap();
    for worker in workers {
        worker.join().unwrap();
    }
    drop(tasks_tx);
}

fn leaked_sender() {
    let (results_tx, results_rx) = channel::unbounded();
    for worker in 0..2 {
        let results = results_tx.clone();
        thread::spawn(move || results.send(worker).unwrap());
    }
    let total: u32 = results_rx.iter().sum();
    assert_eq!(total, 1);
}

fn worker_keeps_a_sender_to_itself() {
    let (jobs_tx, jobs_rx) = channel::unbounded();
    // For jobs that give rise to others.
    let more = jobs_tx.clone();
    let worker = thread::spawn(move || {
        for job in jobs_rx {
            if job > 0 {
                more.send(job - 1).unwrap();
            }
        }
    });
    jobs_tx.send(3).unwrap();
    drop(jobs_tx);
    worker.join().unwrap();
}

fn rendezvous_without_partner() {
    let (meet_tx, meet_rx) = channel::bounded(0);
    meet_tx.send(1).unwrap();
    assert_eq!(meet_rx.recv(), Ok(1));
}

fn send_to_oneself_on_a_full_channel() {
    let (tx, rx) = channel::bounded(2);
    for job in 0..3 {
        tx.send(job).unwrap();
    }
    drop(tx);
    assert_eq!(rx.iter().count(), 3);
}

fn jobs_and_results_both_full() {
    let (jobs_tx, jobs_rx) = channel::bounded(1);
    let (results_tx, results_rx) = channel::bounded(1);
    let worker = thread::Builder::new()
        .name("worker".to_owned())
        .spawn(move || {
            for job in jobs_rx {
                results_tx.send(job).unwrap();
            }
        })
        .unwrap();
    for job in 0..5 {
        jobs_tx.send(job).unwrap();
    }
    drop(jobs_tx);
    assert_eq!(results_rx.iter().count(), 5);
    worker.join().unwrap();
}

fn two_threads_each_send_first() {
    let (pings_tx, pings_rx) = channel::bounded(0);
    let (pongs_tx, pongs_rx) = channel::bounded(0);
    let other = thread::spawn(move || {
        pongs_tx.send(()).unwrap();
        pings_rx.recv().unwrap();
    });
    pings_tx.send(()).unwrap();
    pongs_rx.recv().unwrap();
    other.join().unwrap();
}

fn receiver_kept_alive_in_an_arc() {
    let (jobs_tx, jobs_rx) = channel::bounded(1);
    let jobs = Arc::new(Mutex::new(jobs_rx));
    let theirs = jobs.clone();
    let worker = thread::spawn(move || theirs.lock().unwrap().recv().unwrap());
    for job in 0..5 {
        // Nobody takes what is left, and nobody says so either.
        if jobs_tx.send(job).is_err() {
            break;
        }
    }
    assert_eq!(worker.join().unwrap(), 0);
    drop(jobs);
}

fn select_on_a_channel_nobody_closes() {
    let (jobs_tx, jobs_rx) = channel::unbounded();
    let (stop_tx, stop_rx) = channel::bounded::<()>(1);
    let worker = thread::spawn(move || {
        let mut open = true;
        while open {
            channel::select! {
                recv(jobs_rx) -> job => if job == Ok(0) { break },
                recv(stop_rx) -> _ => open = false,
            }
        }
    });
    jobs_tx.send(1).unwrap();
    worker.join().unwrap();
    drop(stop_tx);
}

fn select_that_starves() {
    let (jobs_tx, jobs_rx) = channel::unbounded();
    let (stop_tx, stop_rx) = channel::bounded(1);
    let worker = thread::spawn(move || {
        jobs_tx.send(1).unwrap();
        loop {
            channel::select_biased! {
                recv(jobs_rx) -> job => {
                    jobs_tx.send(job.unwrap()).unwrap();
                }
                recv(stop_rx) -> _ => break,
            }
        }
    });
    stop_tx.send(()).unwrap();
    worker.join().unwrap();
}

fn receives_one_answer_too_many() {
    let (answers_tx, answers_rx) = channel::unbounded();
    for worker in 0..2 {
        let answers = answers_tx.clone();
        thread::spawn(move || answers.send(worker).unwrap());
    }
    for _ in 0..=2 {
        answers_rx.recv().unwrap();
    }
}

fn reads_what_never_delivers() {
    channel::never::<()>().recv().unwrap();
}

fn queue_is_its_own_message() {
    let (mail_tx, mail_rx) = channel::unbounded();
    let (parked_tx, parked_rx) = channel::unbounded();
    // The sender lies in a queue, and keeps its channel open from there.
    parked_tx.send(mail_tx).unwrap();
    let mail: Option<()> = mail_rx.iter().next();
    assert_eq!((mail, parked_rx.len()), (None, 1));
}

fn request_is_left_in_its_queue() {
    let (requests_tx, requests_rx) = channel::unbounded();
    let client = thread::spawn(move || {
        let (answer_tx, answer_rx) = channel::bounded::<u32>(1);
        // The request is the channel for its answer.
        requests_tx.send(answer_tx).unwrap();
        answer_rx.recv()
    });
    client.join().unwrap().unwrap();
    drop(requests_rx);
}

/// Of the two channels that stay open, the one whose sender nobody used is to blame.
fn sender_between_stages_is_left() {
    let (halves_tx, halves_rx) = channel::unbounded();
    let (results_tx, results_rx) = channel::unbounded();
    let halving = halves_tx.clone();
    thread::spawn(move || (0..3).for_each(|n| halving.send(n / 2).unwrap()));
    thread::spawn(move || {
        for half in halves_rx {
            results_tx.send(half + 1).unwrap();
        }
    });
    let sum: u32 = results_rx.iter().sum();
    drop(halves_tx);
    println!("{sum}");
}
