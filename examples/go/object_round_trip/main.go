// Puts a file into a bucket and gets it back.
//
// usage: object_round_trip FILE BUCKET KEY COPY
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func run(file, bucket, key, copyName string) error {
	ctx := context.Background()
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	client := s3.NewFromConfig(settings)

	body, err := os.Open(file)
	if err != nil {
		return err
	}
	defer body.Close()
	put, err := client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: aws.String(bucket), Key: aws.String(key), Body: body,
	})
	if err != nil {
		return err
	}

	got, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(bucket), Key: aws.String(key)})
	if err != nil {
		return err
	}
	defer got.Body.Close()
	sink, err := os.Create(copyName)
	if err != nil {
		return err
	}
	if _, err := io.Copy(sink, got.Body); err != nil {
		return err
	}
	fmt.Printf("%s %d\n", aws.ToString(put.ETag), aws.ToInt64(got.ContentLength))
	return sink.Close()
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 5 {
		log.Fatal("usage: object_round_trip FILE BUCKET KEY COPY")
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3], os.Args[4]); err != nil {
		log.Fatal(err)
	}
}
