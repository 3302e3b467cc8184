// One seed serves the whole process, so the examples come one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
