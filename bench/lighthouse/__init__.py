"""What Lighthouse says of our pages, on a telephone and on a desk."""
