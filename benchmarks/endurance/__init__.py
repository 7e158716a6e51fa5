"""What is promised at a scale that would find the rare fault: kills, hostile input, hours, the network, sameness."""
