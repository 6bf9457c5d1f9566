// Transcribes a recording without the personal information in it, and prints the redacted transcript.
//
// usage: redacted-transcript JOB_NAME MEDIA_URI [redacted|redacted_and_unredacted]

use std::{env, error::Error, time::Duration};

use aws_config::BehaviorVersion;
use aws_sdk_transcribe::types::{
    ContentRedaction, LanguageCode, Media, RedactionOutput, RedactionType, TranscriptionJob,
    TranscriptionJobStatus,
};
use aws_sdk_transcribe::Client;

async fn start(
    client: &Client,
    job_name: &str,
    media_uri: &str,
    output: RedactionOutput,
) -> Result<(), Box<dyn Error>> {
    let redaction = ContentRedaction::builder()
        .redaction_type(RedactionType::Pii)
        .redaction_output(output)
        .build()?;
    client
        .start_transcription_job()
        .transcription_job_name(job_name)
        .media(Media::builder().media_file_uri(media_uri).build())
        .language_code(LanguageCode::EnUs)
        .content_redaction(redaction)
        .send()
        .await?;
    Ok(())
}

async fn wait(client: &Client, job_name: &str) -> Result<TranscriptionJob, Box<dyn Error>> {
    loop {
        let answer = client
            .get_transcription_job()
            .transcription_job_name(job_name)
            .send()
            .await?;
        let job = answer.transcription_job.ok_or("an answer without a job")?;
        match job.transcription_job_status() {
            Some(TranscriptionJobStatus::Completed) => return Ok(job),
            Some(TranscriptionJobStatus::Failed) => {
                return Err(job.failure_reason.unwrap_or_default().into())
            }
            status => eprintln!("{job_name}: {status:?}"),
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}

async fn print_transcript(kind: &str, uri: &str) -> Result<(), Box<dyn Error>> {
    let body = reqwest::get(uri).await?.error_for_status()?.text().await?;
    let document: serde_json::Value = serde_json::from_str(&body)?;
    let text = document["results"]["transcripts"][0]["transcript"]
        .as_str()
        .ok_or("a document without a transcript")?;
    println!("{kind}: {text}");
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().collect();
    let [_, job_name, media_uri, rest @ ..] = arguments.as_slice() else {
        return Err("usage: redacted-transcript JOB_NAME MEDIA_URI [REDACTION_OUTPUT]".into());
    };
    let output = rest.first().map_or("redacted", String::as_str);

    let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let client = Client::new(&config);

    start(&client, job_name, media_uri, output.into()).await?;
    let job = wait(&client, job_name).await?;
    let transcript = job.transcript.ok_or("a completed job without a transcript")?;
    if let Some(uri) = transcript.redacted_transcript_file_uri() {
        print_transcript("redacted", uri).await?;
    }
    if let Some(uri) = transcript.transcript_file_uri() {
        print_transcript("unredacted", uri).await?;
    }
    Ok(())
}
