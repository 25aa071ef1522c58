using Frontdesk.Eval;

return Evaluation.Run(args);
