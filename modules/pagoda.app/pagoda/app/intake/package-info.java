/**
 * Jobs over RabbitMQ: {@link pagoda.app.intake.JobIntake} puts messages into the queue, {@link
 * pagoda.app.intake.JobReplies} tells their senders how the jobs ended.
 */
package pagoda.app.intake;
