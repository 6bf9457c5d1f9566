// Transcribes a recording without the personal information in it, and prints the redacted transcript.
//
// usage: redacted_transcript JOB_NAME MEDIA_URI [redacted|redacted_and_unredacted]
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/transcribe"
	"github.com/aws/aws-sdk-go-v2/service/transcribe/types"
)

func start(ctx context.Context, client *transcribe.Client, jobName, mediaURI, output string) error {
	_, err := client.StartTranscriptionJob(ctx, &transcribe.StartTranscriptionJobInput{
		TranscriptionJobName: aws.String(jobName),
		Media:                &types.Media{MediaFileUri: aws.String(mediaURI)},
		LanguageCode:         types.LanguageCodeEnUs,
		ContentRedaction: &types.ContentRedaction{
			RedactionType:   types.RedactionTypePii,
			RedactionOutput: types.RedactionOutput(output),
		},
	})
	return err
}

func wait(ctx context.Context, client *transcribe.Client, jobName string) (*types.TranscriptionJob, error) {
	for {
		answer, err := client.GetTranscriptionJob(ctx, &transcribe.GetTranscriptionJobInput{
			TranscriptionJobName: aws.String(jobName),
		})
		if err != nil {
			return nil, err
		}
		job := answer.TranscriptionJob
		switch job.TranscriptionJobStatus {
		case types.TranscriptionJobStatusCompleted:
			return job, nil
		case types.TranscriptionJobStatusFailed:
			return nil, errors.New(aws.ToString(job.FailureReason))
		}
		log.Printf("%s: %s", jobName, job.TranscriptionJobStatus)
		time.Sleep(2 * time.Second)
	}
}

func printTranscript(kind, uri string) error {
	answer, err := http.Get(uri)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s for the %s transcript", answer.Status, kind)
	}
	var document struct {
		Results struct {
			Transcripts []struct{ Transcript string }
		}
	}
	if err := json.NewDecoder(answer.Body).Decode(&document); err != nil {
		return err
	}
	fmt.Printf("%s: %s\n", kind, document.Results.Transcripts[0].Transcript)
	return nil
}

func run(jobName, mediaURI, output string) error {
	ctx := context.Background()
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	client := transcribe.NewFromConfig(settings)
	if err := start(ctx, client, jobName, mediaURI, output); err != nil {
		return err
	}
	job, err := wait(ctx, client, jobName)
	if err != nil {
		return err
	}
	if err := printTranscript("redacted", aws.ToString(job.Transcript.RedactedTranscriptFileUri)); err != nil {
		return err
	}
	if uri := job.Transcript.TranscriptFileUri; uri != nil {
		return printTranscript("unredacted", *uri)
	}
	return nil
}

func main() {
	log.SetFlags(0)
	if len(os.Args) < 3 {
		log.Fatal("usage: redacted_transcript JOB_NAME MEDIA_URI [REDACTION_OUTPUT]")
	}
	output := "redacted"
	if len(os.Args) > 3 {
		output = os.Args[3]
	}
	if err := run(os.Args[1], os.Args[2], output); err != nil {
		log.Fatal(err)
	}
}
