export default {
  test: {
    include: ["tests/**/*.test.ts"],
    environment: "node",
    // Frames are created but fetch nothing: tests need no network.
    environmentOptions: { happyDOM: { settings: { disableIframePageLoading: true, handleDisabledFileLoadingAsSuccess: true } } },
  },
};
