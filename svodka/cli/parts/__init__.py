"""What commands share: options and previews of chat models, output and progress, reading from a store."""
